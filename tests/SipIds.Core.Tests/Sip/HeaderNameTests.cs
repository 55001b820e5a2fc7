using System.Globalization;
using System.Text;
using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class HeaderNameTests
{
    private static readonly Dictionary<SipHeaderId, string> s_compactForms = new()
    {
        [SipHeaderId.Via] = "v", [SipHeaderId.From] = "f", [SipHeaderId.To] = "t", [SipHeaderId.CallId] = "i", [SipHeaderId.Contact] = "m",
        [SipHeaderId.ContentLength] = "l", [SipHeaderId.ContentType] = "c", [SipHeaderId.ContentEncoding] = "e", [SipHeaderId.Supported] = "k",
        [SipHeaderId.Subject] = "s", [SipHeaderId.Event] = "o", [SipHeaderId.AllowEvents] = "u", [SipHeaderId.ReferTo] = "r",
        [SipHeaderId.ReferredBy] = "b", [SipHeaderId.SessionExpires] = "x", [SipHeaderId.Identity] = "y", [SipHeaderId.IdentityInfo] = "n",
    };

    private static readonly Dictionary<string, SipHeaderId> s_names = Enum.GetValues<SipHeaderId>()
        .Where(id => id is not SipHeaderId.Other)
        .ToDictionary(SipHeaderNames.NameOf, StringComparer.OrdinalIgnoreCase);

    public static TheoryData<SipHeaderId> KnownHeaders => [.. Enum.GetValues<SipHeaderId>().Where(id => id is not SipHeaderId.Other)];

    [Theory]
    [MemberData(nameof(KnownHeaders))]
    public void Every_spelling_of_a_known_name_is_the_same_header(SipHeaderId id)
    {
        foreach (var spelling in SpellingsOf(id))
        {
            Assert.True(HasIn(spelling + " 1", id), $"{spelling} is not {id}");
        }
    }

    [Fact]
    public void Every_single_letter_that_is_no_compact_form_is_unknown()
    {
        foreach (var letter in Enumerable.Range(1, 255).Select(value => ((char)value).ToString()).Where(letter => !s_compactForms.ContainsValue(letter.ToLowerInvariant())))
        {
            Assert.Equal(SipHeaderId.Other, SipHeaderNames.Find(Bytes(letter)));
        }
    }

    [Theory]
    [MemberData(nameof(KnownHeaders))]
    public void A_longer_name_never_passes_for_a_known_one(SipHeaderId id)
    {
        var name = SipHeaderNames.NameOf(id);
        for (var length = name.Length + 1; length <= 600; length++)
        {
            var longer = name.PadRight(length, 'x');
            Assert.Equal(SipHeaderId.Other, SipHeaderNames.Find(Bytes(longer)));
            Assert.Equal((SipHeaderId.Other, longer, "1"), LastLine(WithLine(longer + ": 1")));
        }
    }

    [Theory]
    [MemberData(nameof(KnownHeaders))]
    public void A_known_name_with_one_byte_changed_is_unknown_unless_it_is_known_in_another_case(SipHeaderId id)
    {
        var name = Bytes(SipHeaderNames.NameOf(id));
        for (var index = 0; index < name.Length; index++)
        {
            for (var value = 0; value < 256; value++)
            {
                var changed = (byte[])name.Clone();
                changed[index] = (byte)value;
                Assert.Equal(s_names.GetValueOrDefault(Encoding.Latin1.GetString(changed)), SipHeaderNames.Find(changed));
            }
        }
    }

    [Theory]
    [InlineData("Call\rID: 1")]
    [InlineData("Call\nID: 1")]
    [InlineData("Call ID: 1")]
    [InlineData("Call-ID\0: 1")]
    [InlineData("From\u0000\u0000: 1")]
    [InlineData("\u00C6rom: 1")]
    [InlineData("Vi: 1")]
    public void A_name_that_only_resembles_a_known_one_is_unknown(string line)
    {
        var plain = Parse(SipBuilder.Request("OPTIONS"));
        var message = WithLine(line);
        Assert.True(message.Has(SipHeaderId.Other));
        Assert.Equal(plain.PresentIds | 1, message.PresentIds);
        Assert.Equal(0ul, message.RepeatedIds);
    }

    [Fact]
    public void A_name_at_the_very_end_of_the_payload_is_known_too()
    {
        var head = "OPTIONS sip:bob@example.com SIP/2.0\r\nCall-ID: 1\r\nVia: x";
        for (var length = 1; length < 40; length++)
        {
            Assert.True(Parse($"{head}\r\nFrom: {new string('a', length)}").Has(SipHeaderId.From));
        }
    }

    [Fact]
    public void The_second_line_of_a_name_is_found_and_said()
    {
        var message = Parse(SipBuilder.Request("OPTIONS").Line("t: sip:eve@example.com"));
        Assert.True(message.IsRepeated(SipHeaderId.To));
        Assert.Equal("<sip:bob@example.com>", message[SipHeaderId.To].Value.Text());
        Assert.Equal(["<sip:bob@example.com>", "sip:eve@example.com"], ValuesOf(message, SipHeaderId.To));
    }

    [Fact]
    public void A_header_that_does_not_stand_in_the_message_is_empty()
    {
        var message = Parse(SipBuilder.Request("OPTIONS"));
        Assert.False(message[SipHeaderId.Route].IsPresent);
        Assert.True(message.ValueOf(SipHeaderId.Route).IsEmpty);
        Assert.Empty(ValuesOf(message, SipHeaderId.Route));
    }

    private static IEnumerable<string> SpellingsOf(SipHeaderId id)
    {
        var name = SipHeaderNames.NameOf(id);
        var mixed = string.Concat(name.Select((letter, index) => index % 2 == 0 ? char.ToLowerInvariant(letter) : char.ToUpperInvariant(letter)));
        string[] names = [name, name.ToUpperInvariant(), name.ToLower(CultureInfo.InvariantCulture), mixed];
        if (s_compactForms.TryGetValue(id, out var compact))
        {
            names = [.. names, compact, compact.ToUpperInvariant()];
        }

        return names.SelectMany(spelling => new[] { $"{spelling}:", $"{spelling} :", $"{spelling}\t:", $"{spelling} \t :", $"{spelling}:\r\n ", $"{spelling}\r\n :" });
    }

    // The table is asked twice: in the middle of a payload, and at its end, where lines are read with more care.
    private static bool HasIn(string line, SipHeaderId id) =>
        Parse($"OPTIONS sip:b@c SIP/2.0\r\nX: 1\r\n{line}\r\nX-Last: {new string('x', 80)}\r\n\r\n").Has(id)
        && Parse($"OPTIONS sip:b@c SIP/2.0\r\nX: 1\r\n{line}\r\n\r\n").Has(id);

    private static List<string> ValuesOf(SipMessage message, SipHeaderId id)
    {
        var values = new List<string>();
        foreach (var header in message.All(id))
        {
            values.Add(header.Value.Text());
        }

        return values;
    }
}
