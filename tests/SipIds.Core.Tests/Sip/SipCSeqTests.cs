using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class SipCSeqTests
{
    [Theory]
    [InlineData("1 INVITE", 1u, SipMethod.Invite)]
    [InlineData("0009\r\n  INVITE", 9u, SipMethod.Invite)]
    [InlineData("7\t \tBYE", 7u, SipMethod.Bye)]
    [InlineData("2147483647 ACK", 2147483647u, SipMethod.Ack)]
    [InlineData("0 X-FETCH", 0u, SipMethod.Extension)]
    [InlineData("00000000000000000000000000000001 ACK", 1u, SipMethod.Ack)]
    public void A_cseq_has_a_number_and_a_method(string text, uint number, SipMethod method)
    {
        var cseq = SipCSeq.Parse(Bytes(text), out var parts);
        Assert.Equal((number, method, SipFieldFaults.None), (cseq.Number, cseq.Method, cseq.Faults));
    }

    [Theory]
    [InlineData("", SipFieldFaults.Empty)]
    [InlineData("2147483648 INVITE", SipFieldFaults.Number)]
    [InlineData("4294967297 INVITE", SipFieldFaults.Number)]
    [InlineData("36893488147419103232 INVITE", SipFieldFaults.Number)]
    [InlineData("-1 INVITE", SipFieldFaults.Number)]
    [InlineData("0x1 INVITE", SipFieldFaults.Method)]
    [InlineData("INVITE", SipFieldFaults.Number)]
    [InlineData("1INVITE", SipFieldFaults.Method)]
    [InlineData("1", SipFieldFaults.Method)]
    [InlineData("1 IN\"VITE", SipFieldFaults.Method)]
    [InlineData("1 INV ITE", SipFieldFaults.BrokenToken)]
    public void What_is_wrong_is_said(string text, SipFieldFaults fault) =>
        Assert.True(SipCSeq.Parse(Bytes(text), out var parts).Faults.HasFlag(fault));

    [Fact]
    public void The_method_is_read_although_the_number_is_none() => Assert.Equal(SipMethod.Invite, SipCSeq.Parse("99999999999 INVITE"u8, out var parts).Method);
}
