using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class SipMethodsTests
{
    [Theory]
    [InlineData("BYE", SipMethod.Bye)]
    [InlineData("bye", SipMethod.Bye)]
    [InlineData("Invite", SipMethod.Invite)]
    [InlineData("sUBSCRIBE", SipMethod.Subscribe)]
    [InlineData("info", SipMethod.Info)]
    [InlineData("refer", SipMethod.Refer)]
    [InlineData("B", SipMethod.Bye)]
    [InlineData("BY", SipMethod.Bye)]
    [InlineData("by", SipMethod.Bye)]
    [InlineData("IN", SipMethod.Invite)]
    [InlineData("REG", SipMethod.Register)]
    [InlineData("R", SipMethod.Register)]
    [InlineData("A", SipMethod.Ack)]
    [InlineData("C", SipMethod.Cancel)]
    [InlineData("OPTION", SipMethod.Options)]
    public void A_lax_reader_minds_neither_the_case_nor_the_end_of_a_name(string name, SipMethod method) => Assert.Equal(method, SipMethods.FindLax(Bytes(name)));

    [Theory]
    [InlineData("")]
    [InlineData("FOO")]
    [InlineData("PING")]
    [InlineData("KDMQ")]
    [InlineData("SERVICE")]
    [InlineData("BENOTIFY")]
    [InlineData("BYEBYE")]
    [InlineData("INVITES")]
    [InlineData("SPRACK")]
    [InlineData("NOTI")]
    [InlineData("INF")]
    [InlineData("B\0E")]
    [InlineData("bye ")]
    public void A_name_of_its_own_is_nobody_elses(string name) => Assert.Equal(SipMethod.Extension, SipMethods.FindLax(Bytes(name)));

    [Fact]
    public void Every_method_is_found_in_small_letters() =>
        Assert.All(Enum.GetValues<SipMethod>().Where(m => m is not SipMethod.Extension), m => Assert.Equal(m, SipMethods.FindLax(Bytes(SipMethods.NameOf(m).ToLowerInvariant()))));
}
