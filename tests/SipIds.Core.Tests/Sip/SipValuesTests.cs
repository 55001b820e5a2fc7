using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class SipValuesTests
{
    private const int Large = 8 << 20;

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a,b", "a|b")]
    [InlineData(" a ,\r\n b\t", "a|b")]
    [InlineData("a,,b", "a||b")]
    [InlineData(",", "|")]
    [InlineData("a,", "a|")]
    [InlineData("\"a,b\" <sip:x,y@z>;q=1, <sip:c>", "\"a,b\" <sip:x,y@z>;q=1|<sip:c>")]
    [InlineData("\"a\\\",b\" <sip:x>, c", "\"a\\\",b\" <sip:x>|c")]
    [InlineData("SIP/2.0/UDP a;branch=1,SIP/2.0/UDP b;branch=2", "SIP/2.0/UDP a;branch=1|SIP/2.0/UDP b;branch=2")]
    [InlineData("\"a\" <sip:x>, \"b,c\" <sip:d>", "\"a\" <sip:x>|\"b,c\" <sip:d>")]
    [InlineData("<sip:a,b>, <sip:c,d>", "<sip:a,b>|<sip:c,d>")]
    [InlineData("<sip:p1;lr>,<sip:p2;lr>", "<sip:p1;lr>|<sip:p2;lr>")]
    [InlineData("a\"b,c", "a\"b|c")]
    [InlineData("a<b,c", "a<b|c")]
    [InlineData("\"\\\" , \"a,b\"", "\"\\\" , \"a|b\"")]
    public void Commas_separate_values_but_for_those_in_quotes_and_brackets(string text, string expected)
    {
        var values = new List<string>();
        foreach (var value in new SipValues(Bytes(text)))
        {
            values.Add(value.Text());
        }

        Assert.Equal(expected, string.Join('|', values));
    }

    // A reader whose work grew with the square of the length would not come back from these within days.
    [Theory]
    [InlineData("<")]
    [InlineData(">")]
    [InlineData("\"")]
    [InlineData("\\\"")]
    [InlineData("\"\\\"")]
    [InlineData(",")]
    [InlineData("<,")]
    [InlineData("\\\",")]
    [InlineData("<\",")]
    [InlineData("\"<\\\",>")]
    public void Hostile_megabytes_are_read_in_one_go(string pattern)
    {
        var text = new byte[Large];
        text.AsSpan().Fill((byte)'"');
        for (var index = 1; index < Large; index++)
        {
            text[index] = (byte)pattern[index % pattern.Length];
        }

        var length = 0L;
        foreach (var value in new SipValues(text))
        {
            length += value.Length + 1;
        }

        Assert.InRange(length, Large - 1, Large + 1);
    }
}
