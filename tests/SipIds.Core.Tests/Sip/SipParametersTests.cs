using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class SipParametersTests
{
    [Theory]
    [InlineData(";a=1", "a=1")]
    [InlineData(";a=1;b;c=3", "a=1|b|c=3")]
    [InlineData("\t;\r\n a = 1 ; b ;c= 3", "a=1|b|c=3")]
    [InlineData(";a=\"x;y, \\\"z\\\"=\";b", "a=x;y, \\\"z\\\"=|b")]
    [InlineData(";a=[2001:db8::1];b=x<y>", "a=[2001:db8::1]|b=x<y>")]
    [InlineData(";a=;b=1", "a=|b=1")]
    [InlineData(";a=\"\";b", "a=|b")]
    [InlineData(";a=x?y=z", "a=x?y=z")]
    [InlineData(";a=1, b=2", "a=1")]
    [InlineData(";a=1;;b", "a=1|b")]
    [InlineData("; ;a=1; ;", "a=1")]
    [InlineData(";a=1;;=b", "a=1")]
    [InlineData(";", "")]
    [InlineData(";a=1;b=\"open", "a=1")]
    [InlineData("a=1", "")]
    [InlineData("", "")]
    public void Parameters_are_read_one_by_one_up_to_what_is_none(string text, string expected) => Assert.Equal(expected, Describe(Bytes(text)));

    [Fact]
    public void A_name_is_found_in_any_case_and_the_first_counts()
    {
        Assert.True(new SipParameters(";x=0;ALGORITHM=md5;algorithm=sha"u8).TryGet("algorithm"u8, out var value));
        Assert.Equal("md5", value.Text());
        Assert.False(new SipParameters(";x=0"u8).TryGet("y"u8, out _));
    }

    [Fact]
    public void What_lies_past_65535_bytes_is_left_out()
    {
        var parameters = new SipParameters(Bytes($";a={new string('x', 70_000)};b=1"));
        Assert.True(parameters.TryGet("a"u8, out var value));
        Assert.Equal(65_532, value.Length);
        Assert.False(parameters.TryGet("b"u8, out _));
    }

    private static string Describe(byte[] text)
    {
        var all = new List<string>();
        foreach (var parameter in new SipParameters(text))
        {
            all.Add(parameter.HasValue ? $"{parameter.Name.Text()}={parameter.Value.Text()}" : parameter.Name.Text());
        }

        return string.Join('|', all);
    }
}
