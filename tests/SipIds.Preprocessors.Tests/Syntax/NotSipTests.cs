namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class NotSipTests
{
    private static readonly byte[] s_request = Stun(8, [0x80, 0x22, 0x00, 0x03, .. "abc\0"u8]);

    private readonly SyntaxDriver _driver = new();

    [Fact]
    public void STUN_whose_attributes_fit_is_silent()
    {
        Assert.Equal("", _driver.See(s_request));
        Assert.Equal("", _driver.See(Stun(0, [])));
        Assert.Equal("", _driver.See(Stun(16, [0x80, 0x22, 0x00, 0x04, .. "abcd"u8, 0x80, 0x28, 0x00, 0x04, 1, 2, 3, 4])));
    }

    [Fact]
    public void STUN_that_claims_more_than_there_is_is_severe()
    {
        Assert.Equal("1010!", _driver.See(Stun(8, [0x80, 0x22, 0xFF, 0xFF, .. "abcd"u8])));
        Assert.Equal("1010!", _driver.See(Stun(8, [0x80, 0x22, 0x00, 0x05, .. "abcd"u8])));
        Assert.Equal("1010!", _driver.See(Stun(2, [0x80, 0x22])));
        Assert.Equal("1010!", _driver.See(Stun(9, s_request[20..])));
    }

    [Fact]
    public void Bytes_behind_a_STUN_message_and_other_protocols_are_low()
    {
        Assert.Equal("1010", _driver.See([.. s_request, 0]));
        Assert.Equal("1010", _driver.See("GET / HTTP/1.1\r\n\r\n"u8));
        Assert.Equal("1010", _driver.See([0x80, 0x08, .. s_request]));
    }

    [Fact]
    public void STUN_that_the_capture_cut_is_not_judged() => Assert.Equal("", new SyntaxDriver { Truncated = true }.See(s_request.AsSpan(0, 24)));

    private static byte[] Stun(ushort length, byte[] attributes) =>
        [0x00, 0x01, (byte)(length >> 8), (byte)length, 0x21, 0x12, 0xA4, 0x42, .. "transaction1"u8, .. attributes];
}
