using SipIds.Sip;
using SipIds.Sip.Parsing;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

/// <summary>The short way to read a field and the long one read the same, wherever the field stands.</summary>
public class PlainFieldsTests
{
    private const string Before = "Max-Forwards: 70\r\nTo: ";
    private const string After = "\r\nCall-ID: 1;tag=2@3\r\n";

    private static readonly byte[] s_bytes = " \t\r\n\"\\<>@:;=,+*%?/[]'x0_-.\0\u007F"u8.ToArray();

    public static TheoryData<string> Addresses =>
    [
        "\"Alice\" <sip:alice@example.com:5060;transport=udp>;tag=1928301774",
        "Alice B. <sip:+49-30*1@a>;x;tag=1;tag=2",
        "<sip:example.com:5060;lr>;y=z",
        "sip:a@b;tag=1",
        "A",
        "<sip:a@" + new string('b', 55) + ">;tag=1",
        "\"" + new string('A', 80) + "\" <sip:a@b>;tag=" + new string('1', 28),
    ];

    public static TheoryData<string> Vias =>
    [
        "SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK77;rport;received=192.0.2.9",
        "SIP/2.0/TCP a;rport=5061;RECEIVED=b;BRANCH=1;branch=2 , SIP/2.0/UDP b",
        "SIP/2.0/UDP a:1,SIP/2.0/UDP b",
        "SIP/2.0/UDP " + new string('h', 52) + ";branch=z9hG4bK" + new string('1', 48),
    ];

    public static TheoryData<string> Uris => ["sip:bob@example.com:5060;user=phone", "SIP:+1*2@h", "sip:h:65536", "sip:h;lr", "sip:", "tel:1", "sip:" + new string('a', 60) + "@" + new string('b', 63)];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void An_address_is_read_alike_both_ways_whatever_byte_is_changed_or_put_in(string text) => Assert.All(Variants(text), AssertSameAddress);

    [Theory]
    [MemberData(nameof(Vias))]
    public void A_Via_is_read_alike_both_ways_whatever_byte_is_changed_or_put_in(string text) => Assert.All(Variants(text), AssertSameVia);

    [Theory]
    [MemberData(nameof(Uris))]
    public void A_URI_is_read_alike_both_ways_whatever_byte_is_changed_or_put_in(string text) => Assert.All(Variants(text), AssertSameUri);

    [Theory]
    [InlineData("1 INVITE", true)]
    [InlineData("00000314 REGISTER", true)]
    [InlineData("99999999 SUBSCRIBE", true)]
    [InlineData("100000000 BYE", false)]
    [InlineData("1 SUBSCRIBED", false)]
    [InlineData("1 SUBSCRIB", false)]
    [InlineData("1 BYE\0", false)]
    [InlineData("1  BYE", false)]
    [InlineData("1 bye", false)]
    [InlineData("1\tBYE", false)]
    [InlineData("1 ", false)]
    [InlineData(" 1 BYE", false)]
    [InlineData("x BYE", false)]
    public void A_CSeq_is_read_alike_both_ways(string text, bool isPlain)
    {
        var plain = default(SipCSeq.Parts);
        Assert.Equal(isPlain, PlainCSeq.TryParse(Payload(Bytes(text)), RangeOf(Bytes(text)), ref plain));
        SipCSeq.ParseParts(Bytes(text), out var any);
        if (isPlain)
        {
            Assert.Equal((any.Number, any.Method, any.MethodName, any.Faults), (plain.Number, plain.Method, plain.MethodName, plain.Faults));
        }
    }

    [Fact]
    public void Ordinary_values_are_plain_and_what_needs_a_second_look_is_not()
    {
        var message = Parse(SipBuilder.Request("INVITE"));
        Assert.True(message.From.IsPlain && message.To.IsPlain && message.Via.IsPlain && message.CSeq.IsPlain && message.RequestUri.IsPlain);
        Assert.False(NameAddress.Parse("<sip:a%27b@c>;tag=1"u8, out var address).IsPlain);
        Assert.False(SipUri.Parse("sip:a:secret@b"u8, out var uri).IsPlain);
        Assert.False(SipVia.Parse("SIP/2.0/UDP [2001:db8::1]"u8, out var via).IsPlain);
    }

    // The value itself, each byte of it replaced, a byte put in before each, and each cut off.
    private static IEnumerable<byte[]> Variants(string text)
    {
        var value = Bytes(text);
        yield return value;
        for (var index = 0; index < value.Length; index++)
        {
            yield return value[..index];
            foreach (var changed in s_bytes)
            {
                yield return [.. value[..index], changed, .. value[(index + 1)..]];
                yield return [.. value[..index], changed, .. value[index..]];
            }
        }
    }

    private static void AssertSameAddress(byte[] text)
    {
        NameAddress.ParseAny(text, out var parts);
        if (!parts.UriText.IsEmpty)
        {
            SipUri.ParseAny(parts.UriText.Of(text), out parts.Uri);
        }

        var expected = text.Length == 0 ? null : MessageText.Of(new NameAddress(text, ref parts));
        NameAddress.ParseParts(Payload(text), RangeOf(text), out var inside);
        Assert.Equal(expected ?? MessageText.Of(new NameAddress(text, ref inside)), MessageText.Of(new NameAddress(text, ref inside)));
        Assert.Equal(MessageText.Of(new NameAddress(text, ref inside)), MessageText.Of(NameAddress.Parse(text, out var alone)));
        Assert.True(!inside.IsPlain || inside.Faults == SipFieldFaults.None);
    }

    private static void AssertSameVia(byte[] text)
    {
        SipVia.ParseAny(text, out var parts);
        var expected = text.Length == 0 ? null : MessageText.Of(new SipVia(text.AsSpan(0, parts.End), ref parts));
        SipVia.ParseParts(Payload(text), RangeOf(text), out var inside);
        var read = MessageText.Of(new SipVia(text.AsSpan(0, inside.End), ref inside));
        Assert.Equal(expected ?? read, read);
        Assert.Equal(read, MessageText.Of(SipVia.Parse(text, out var alone)));
        Assert.True(!inside.IsPlain || inside.Faults == SipFieldFaults.None);
    }

    private static void AssertSameUri(byte[] text)
    {
        SipUri.ParseAny(text, out var parts);
        var expected = text.Length == 0 ? null : MessageText.Of(new SipUri(text, ref parts));
        SipUri.ParseParts(Payload(text), RangeOf(text), out var inside);
        var read = MessageText.Of(new SipUri(text, ref inside));
        Assert.Equal(expected ?? read, read);
        Assert.Equal(read, MessageText.Of(SipUri.Parse(text, out var alone)));
        Assert.True(!inside.IsPlain || inside.Faults == SipFieldFaults.None);
    }

    // In a payload that goes on for longer than a value has marks.
    private static byte[] Payload(byte[] text) => [.. Bytes(Before), .. text, .. Bytes(After), .. new byte[200]];

    private static TextRange RangeOf(byte[] text) => new(Before.Length, Before.Length + text.Length);
}
