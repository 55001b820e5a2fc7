using System.Numerics;
using System.Runtime.Intrinsics;

namespace SipIds.Sip.Sdp;

/// <summary>Judges whether a body is a session description: the shape of every line, and the values of those that say where media goes.</summary>
/// <remarks>Forgiven: lines that end in LF alone or, the last one, in nothing; empty lines at the end; an empty session name; lines that are missing.</remarks>
public static class SdpSyntax
{
    private const int Width = 32;

    // A line begins after a LF; its letter and its equals sign are the two bytes that follow.
    private const int Lookahead = 2;

    /// <summary>The first fault; <see cref="SdpFault.None"/> for a body that is in order.</summary>
    public static SdpFault Check(ReadOnlySpan<byte> body)
    {
        body = body.TrimEnd("\r\n"u8);
        var index = body.Length > 3 && body[3] == '\r' ? 4 : 3;
        if (!body.StartsWith("v=0"u8) || (index < body.Length && body[index] != '\n'))
        {
            return SdpFault.Version;
        }

        var fault = SdpFault.None;
        for (; fault is SdpFault.None && index + Width + Lookahead <= body.Length; index += Width)
        {
            fault = CheckBlock(body, index);
        }

        if (fault is SdpFault.None && index < body.Length - Lookahead && body.Length >= Width + Lookahead)
        {
            fault = CheckBlock(body, body.Length - Width - Lookahead);
            index = body.Length - Lookahead;
        }

        return fault is SdpFault.None ? CheckRest(body, index) : fault;
    }

    private static SdpFault CheckBlock(ReadOnlySpan<byte> body, int index)
    {
        var here = Vector256.Create(body[index..]);
        var next = Vector256.Create(body[(index + 1)..]);
        var lineFeeds = Vector256.Equals(here, Vector256.Create((byte)'\n'));
        var letters = Vector256.LessThan(next - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
        var equals = Vector256.Equals(Vector256.Create(body[(index + Lookahead)..]), Vector256.Create((byte)'='));
        var returns = Vector256.Equals(here, Vector256.Create((byte)'\r')) & Vector256.Equals(next, Vector256.Create((byte)'\n'));
        var allowed = lineFeeds | returns | Vector256.Equals(here, Vector256.Create((byte)'\t'));
        var wrongLines = Vector256.AndNot(lineFeeds, letters & equals);
        var wrongBytes = Vector256.AndNot(Vector256.LessThan(here, Vector256.Create((byte)' ')), allowed);
        if ((wrongLines | wrongBytes) != Vector256<byte>.Zero)
        {
            return wrongLines != Vector256<byte>.Zero ? SdpFault.Line : SdpFault.ControlCharacter;
        }

        // The letters c, m, o and t; o and m differ in one bit, so do others that are sorted out when read.
        var read = Vector256.Equals(next, Vector256.Create((byte)'c')) | Vector256.Equals(next, Vector256.Create((byte)'t'))
            | Vector256.Equals(next & Vector256.Create((byte)0xFD), Vector256.Create((byte)'m'));
        for (var bits = (lineFeeds & read).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
        {
            var fault = SdpLineSyntax.Check(body[(index + BitOperations.TrailingZeroCount(bits) + 1)..]);
            if (fault is not SdpFault.None)
            {
                return fault;
            }
        }

        return SdpFault.None;
    }

    // What is too short for a block.
    private static SdpFault CheckRest(ReadOnlySpan<byte> body, int index)
    {
        for (; index < body.Length; index++)
        {
            var value = body[index];
            var rest = body[(index + 1)..];
            if (value == '\n')
            {
                var isLine = rest.Length >= Lookahead && char.IsAsciiLetterLower((char)rest[0]) && rest[1] == '=';
                var fault = isLine ? SdpLineSyntax.Check(rest) : SdpFault.Line;
                if (fault is not SdpFault.None)
                {
                    return fault;
                }
            }
            else if (value < ' ' && value != '\t' && !(value == '\r' && rest is [(byte)'\n', ..]))
            {
                return SdpFault.ControlCharacter;
            }
        }

        return SdpFault.None;
    }
}
