using System.Text;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

public sealed class DigestParametersTests
{
    [Theory]
    [InlineData("Digest username=\"alice\", realm=\"a, b\", nonce=\"84a4cc\", nc=00000001", "84a4cc")]
    [InlineData("Digest nonce=\"84a4cc\"", "84a4cc")]
    [InlineData("digest  NONCE = \"84a4cc\" ,qop=auth", "84a4cc")]
    [InlineData("Digest realm=\"nonce=1\", nonce=84a4cc", "84a4cc")]
    [InlineData("nonce=\"84a4cc\"", "84a4cc")]
    [InlineData("Digest\r\n\tnonce=\"84a4cc\"", "84a4cc")]
    [InlineData("Digest nonce=\"\"", "")]
    public void A_parameter_is_found_by_its_name(string text, string expected) => Assert.Equal(expected, NonceIn(text));

    [Theory]
    [InlineData("")]
    [InlineData("Digest")]
    [InlineData("Digest nonce")]
    [InlineData("Digest cnonce=\"1\", nextnonce=\"2\"")]
    [InlineData("Digest realm=\"nonce=1\"")]
    [InlineData("=,=\"")]
    public void What_does_not_stand_there_is_not_found(string text) => Assert.Null(NonceIn(text));

    [Theory]
    [InlineData("Digest nonce=\"1\", nonce=\"2\"")]
    [InlineData("Digest nonce=\"1\", realm=\"x\", Nonce=\"1\"")]
    public void What_stands_twice_is_not_found(string text) => Assert.Null(NonceIn(text));

    private static string? NonceIn(string text) =>
        new DigestParameters(Encoding.UTF8.GetBytes(text)).TryGet("nonce"u8, out var value) ? Encoding.UTF8.GetString(value) : null;

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Of_too_many_parameters_none_is_read(int before, bool isFound) =>
        Assert.Equal(isFound, new DigestParameters(Encoding.ASCII.GetBytes("Digest " + string.Concat(Enumerable.Repeat("a=b,", before)) + "nonce=\"n\"")).TryGet("nonce"u8, out _));
}
