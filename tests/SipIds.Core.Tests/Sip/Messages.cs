using System.Text;
using SipIds.Sip;
using SipIds.Testing;

namespace SipIds.Core.Tests.Sip;

/// <summary>Short ways from text to what the parser makes of it, and back.</summary>
internal static class Messages
{
    /// <summary>The bytes as text, one character a byte.</summary>
    public static string Text(this ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static SipMessage Parse(SipBuilder message) => Parse(message.Build());

    public static SipMessage Parse(string text) => Parse(Bytes(text));

    /// <summary>The message in a payload that holds one.</summary>
    public static SipMessage Parse(byte[] payload)
    {
        Assert.Equal(SipParseStatus.Ok, SipParser.Parse(payload, new SipHeaderTable(), out var message));
        return message;
    }

    public static SipParseStatus StatusOf(ReadOnlySpan<byte> payload) => SipParser.Parse(payload, new SipHeaderTable(), out _);

    /// <summary>A message that differs from a plain one in one header line.</summary>
    public static SipMessage WithLine(string line) => Parse(SipBuilder.Request("OPTIONS").Line(Bytes(line)));

    /// <summary>The last header line of a message.</summary>
    public static (SipHeaderId Id, string Name, string Value) LastLine(SipMessage message)
    {
        var last = (SipHeaderId.Other, "", "");
        foreach (var header in message.Headers)
        {
            last = header.Id is SipHeaderId.ContentLength ? last : (header.Id, header.Name.Text(), header.Value.Text());
        }

        return last;
    }
}
