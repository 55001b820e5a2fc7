using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class NameAddressTests
{
    [Theory]
    [InlineData("<sip:a@b>", "", "sip:a@b")]
    [InlineData("Bob <sip:a@b>", "Bob", "sip:a@b")]
    [InlineData("Bob<sip:a@b>", "Bob", "sip:a@b")]
    [InlineData("Bob the Builder <sip:a@b>", "Bob the Builder", "sip:a@b")]
    [InlineData("\"Bob\" <sip:a@b>", "Bob", "sip:a@b")]
    [InlineData("\"Bob\"<sip:a@b>", "Bob", "sip:a@b")]
    [InlineData("\"\" <sip:a@b>", "", "sip:a@b")]
    [InlineData("\"a \\\"b\\\" \\\\\" <sip:a@b>", "a \\\"b\\\" \\\\", "sip:a@b")]
    [InlineData("\"<sip:x@y>;tag=1, \" <sip:a@b>", "<sip:x@y>;tag=1, ", "sip:a@b")]
    [InlineData("Jos\u00C3\u00A9 <sip:a@b>", "Jos\u00C3\u00A9", "sip:a@b")]
    [InlineData("sip:a@b", "", "sip:a@b")]
    [InlineData(" \t Bob <sip:a@b>", "Bob", "sip:a@b")]
    [InlineData("  \"Bob\" <sip:a@b>", "Bob", "sip:a@b")]
    [InlineData("  sip:a@b ", "", "sip:a@b")]
    public void A_display_name_and_a_uri_are_read(string text, string name, string uri)
    {
        var address = NameAddress.Parse(Bytes(text), out var parts);
        Assert.Equal(name, address.DisplayName.Text());
        Assert.Equal(uri, address.Uri.Text.Text());
        Assert.Equal(SipFieldFaults.None, address.Faults);
    }

    [Fact]
    public void Without_brackets_parameters_belong_to_the_header()
    {
        var address = NameAddress.Parse("sip:a@b;transport=tcp;tag=1"u8, out var parts);
        Assert.Equal("sip:a@b", address.Uri.Text.Text());
        Assert.True(address.Uri.Parameters.Text.IsEmpty);
        Assert.True(address.Parameters.TryGet("transport"u8, out var transport));
        Assert.Equal("tcp", transport.Text());
        Assert.Equal("1", address.Tag.Text());
    }

    [Fact]
    public void Inside_brackets_parameters_belong_to_the_uri()
    {
        var address = NameAddress.Parse("<sip:a@b;transport=tcp;tag=no?x=y>;tag=1"u8, out var parts);
        Assert.Equal("1", address.Tag.Text());
        Assert.True(address.Uri.Parameters.TryGet("tag"u8, out var inner));
        Assert.Equal("no", inner.Text());
        Assert.Equal("x=y", address.Uri.Headers.Text());
    }

    [Theory]
    [InlineData("<sip:a@b>;tag=1", true, "1")]
    [InlineData("<sip:a@b>;TAG=1", true, "1")]
    [InlineData("<sip:a@b> ; Tag\t=\r\n 1", true, "1")]
    [InlineData("<sip:a@b>;x=\"tag=no;tag=no\";tag=1", true, "1")]
    [InlineData("<sip:a@b>;xtag=2;tag=1;tag=1", true, "1")]
    [InlineData("<sip:a@b>;tag=9817--94", true, "9817--94")]
    [InlineData("<sip:a@b>;tag=a=b==", true, "a=b==")]
    [InlineData("<sip:a@b>;tag", true, "")]
    [InlineData("<sip:a@b>;tag=", true, "")]
    [InlineData("<sip:a@b>;tag=;x", true, "")]
    [InlineData("<sip:a@b>;tags=1", false, "")]
    [InlineData("<sip:a@b;tag=1>", false, "")]
    [InlineData("\";tag=1\" <sip:a@b>", false, "")]
    [InlineData("<sip:a@b>", false, "")]
    public void The_tag_is_the_header_parameter_of_that_name(string text, bool hasTag, string tag)
    {
        var address = NameAddress.Parse(Bytes(text), out var parts);
        Assert.Equal(hasTag, address.HasTag);
        Assert.Equal(tag, address.Tag.Text());
        Assert.Equal(SipFieldFaults.None, address.Faults);
    }

    [Theory]
    [InlineData("", SipFieldFaults.Empty)]
    [InlineData("\"Bob <sip:a@b>", SipFieldFaults.UnbalancedQuote)]
    [InlineData("\"Bob", SipFieldFaults.UnbalancedQuote)]
    [InlineData("<sip:a@b", SipFieldFaults.UnbalancedBracket)]
    [InlineData("\"Bob\" sip:a@b", SipFieldFaults.DisplayName)]
    [InlineData("Bell, Alexander <sip:a@b>", SipFieldFaults.DisplayName)]
    [InlineData("<sip:a@b>tag=1", SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b>;=1", SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b>;", SipFieldFaults.EmptyParameter)]
    [InlineData("<sip:a@b>;;tag=1", SipFieldFaults.EmptyParameter)]
    [InlineData("<sip:a@b>;x=", SipFieldFaults.EmptyParameter)]
    [InlineData("<sip:a@b>;x=;tag=1", SipFieldFaults.EmptyParameter)]
    [InlineData("<sip:a@b>;tag=1;;=", SipFieldFaults.EmptyParameter | SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b>;tag=1;, x", SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b>;tag=1;tag=2", SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b>;tag;TAG=2", SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b >", SipFieldFaults.SpaceBeforeBracket)]
    [InlineData("<sip:a@b\t\r\n >", SipFieldFaults.SpaceBeforeBracket)]
    [InlineData("< sip:a@b>", SipFieldFaults.Scheme)]
    [InlineData("<sip:a@b>;tag=\"1", SipFieldFaults.Parameter)]
    [InlineData("<sip:a@b>, <sip:c@d>", SipFieldFaults.Parameter)]
    [InlineData("sip:a@b?x=y", SipFieldFaults.UnbracketedHeaders)]
    [InlineData("<>", SipFieldFaults.Empty)]
    [InlineData("Bob", SipFieldFaults.Scheme)]
    [InlineData("*", SipFieldFaults.Scheme)]
    public void What_is_wrong_is_said(string text, SipFieldFaults fault) =>
        Assert.True(NameAddress.Parse(Bytes(text), out var parts).Faults.HasFlag(fault));

    [Fact]
    public void A_parameter_without_its_value_does_not_hide_the_next()
    {
        var address = NameAddress.Parse("<sip:a@b>;x=;tag=1"u8, out var parts);
        Assert.Equal("1", address.Tag.Text());
        Assert.Equal(SipFieldFaults.EmptyParameter, address.Faults);
    }

    [Theory]
    [InlineData("<sip:a@b>;;tag=1")]
    [InlineData("<sip:a@b> ; ;\t; tag=1 ;")]
    [InlineData("<sip:a@b>;;;x;tag=1;;y=")]
    public void Stray_semicolons_do_not_hide_the_tag(string text)
    {
        var address = NameAddress.Parse(Bytes(text), out var parts);
        Assert.Equal("1", address.Tag.Text());
        Assert.Equal(SipFieldFaults.EmptyParameter, address.Faults);
    }

    [Fact]
    public void A_space_before_the_bracket_is_no_part_of_the_URI()
    {
        var address = NameAddress.Parse("Bob <sip:a@b;user=phone >;tag=1"u8, out var parts);
        Assert.Equal("sip:a@b;user=phone", address.Uri.Text.Text());
        Assert.Equal("1", address.Tag.Text());
        Assert.Equal(SipFieldFaults.SpaceBeforeBracket, address.Faults);
    }

    [Fact]
    public void The_first_of_two_tags_counts() => Assert.Equal("1", NameAddress.Parse("<sip:a@b>;tag=1;tag=2"u8, out var parts).Tag.Text());
}
