using System.Numerics;
using System.Runtime.Intrinsics;

namespace SipIds.Sip.Sdp;

/// <summary>Judges whether a body is a session description: the shape of every line, and the values of those that say where media goes, name the session, map formats, or belong to crypto and ICE.</summary>
/// <remarks>Forgiven: lines that end in LF alone or, the last one, in nothing; empty lines at the end; an empty session name; lines that are missing.</remarks>
public static class SdpSyntax
{
    private const int Width = 32;

    // A line begins after a LF; its letter and its equals sign are the two bytes that follow.
    private const int Lookahead = 2;

    /// <summary>The worst fault; <see cref="SdpFault.None"/> for a body that is in order.</summary>
    public static SdpFault Check(ReadOnlySpan<byte> body) => Check(body, out _);

    /// <summary>The worst fault, and where it is; <see cref="SdpFault.None"/> for a body that is in order.</summary>
    /// <param name="body">Any bytes.</param>
    /// <param name="line">The line with the fault, or what is left of the body from there.</param>
    public static SdpFault Check(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> line)
    {
        body = body.TrimEnd("\r\n"u8);
        line = default;
        var index = body.Length > 3 && body[3] == '\r' ? 4 : 3;
        var finding = default(Finding);
        if (!body.StartsWith("v=0"u8) || (index < body.Length && body[index] != '\n'))
        {
            // What follows may be worse.
            finding.Add(SdpFault.Version, 0);
            index = Math.Max(0, body.IndexOf((byte)'\n'));
        }

        for (; index + Width + Lookahead <= body.Length; index += Width)
        {
            CheckBlock(body, index, ref finding);
        }

        if (index < body.Length - Lookahead && body.Length >= Width + Lookahead)
        {
            CheckBlock(body, body.Length - Width - Lookahead, ref finding);
            index = body.Length - Lookahead;
        }

        CheckRest(body, index, ref finding);
        if (finding.Fault is not SdpFault.None)
        {
            line = body[finding.Start..];
            line = line.IndexOf((byte)'\n') is >= 0 and var end ? line[..end] : line;
        }

        return finding.Fault;
    }

    private static void CheckBlock(ReadOnlySpan<byte> body, int index, ref Finding finding)
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
            var isLine = wrongLines != Vector256<byte>.Zero;
            finding.Add(
                isLine ? SdpFault.Line : SdpFault.ControlCharacter,
                index + (isLine ? 1 : 0) + BitOperations.TrailingZeroCount((isLine ? wrongLines : wrongBytes).ExtractMostSignificantBits()));
        }

        // The letters a, c, m, o, s and t; o and m differ in one bit, a and c too, others are sorted out when read.
        var read = Vector256.Equals(next & Vector256.Create((byte)0xFD), Vector256.Create((byte)'a'))
            | Vector256.Equals(next & Vector256.Create((byte)0xFD), Vector256.Create((byte)'m'))
            | Vector256.Equals(next, Vector256.Create((byte)'s')) | Vector256.Equals(next, Vector256.Create((byte)'t'));
        for (var bits = (lineFeeds & read & equals).ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
        {
            var start = index + BitOperations.TrailingZeroCount(bits) + 1;
            finding.Add(SdpLineSyntax.Check(body[start..]), start);
        }
    }

    // What is too short for a block.
    private static void CheckRest(ReadOnlySpan<byte> body, int index, ref Finding finding)
    {
        for (; index < body.Length; index++)
        {
            var value = body[index];
            var rest = body[(index + 1)..];
            if (value == '\n')
            {
                var isLine = rest.Length >= Lookahead && char.IsAsciiLetterLower((char)rest[0]) && rest[1] == '=';
                finding.Add(isLine ? SdpLineSyntax.Check(rest) : SdpFault.Line, index + 1);
            }
            else if (value < ' ' && value != '\t' && !(value == '\r' && rest is [(byte)'\n', ..]))
            {
                finding.Add(SdpFault.ControlCharacter, index);
            }
        }
    }

    /// <summary>The first fault, unless a worse one came after it.</summary>
    private ref struct Finding
    {
        public SdpFault Fault;
        public int Start;

        public void Add(SdpFault fault, int start)
        {
            if (fault is not SdpFault.None && (Fault is SdpFault.None || (fault is SdpFault.Overlong && Fault is not SdpFault.Overlong)))
            {
                (Fault, Start) = (fault, start);
            }
        }
    }
}
