using System.Buffers.Binary;
using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Packets;

namespace SipIds.Core.Tests.Values;

public class NetAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:DB8::1]", "2001:db8::1")]
    [InlineData("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("1::", "1::")]
    [InlineData("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:c000:201", "192.0.2.1")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    public void An_address_is_read_and_written_in_its_shortest_form(string text, string shortest)
    {
        Assert.Equal(shortest, $"{NetAddress.Parse(text)}");
        Assert.True(NetAddress.TryParse(Encoding.ASCII.GetBytes(text), out var address));
        Assert.Equal(NetAddress.Parse(text), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("1.2.3.")]
    [InlineData("1..2.3")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.4 ")]
    [InlineData("[192.0.2.1]")]
    [InlineData("2130706433")]
    [InlineData("example.com")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1:")]
    [InlineData(":1")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("g::")]
    [InlineData("::1.2.3")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("1.2.3.4::")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::1/64")]
    [InlineData("[::1")]
    [InlineData("::1]")]
    [InlineData("[::1]:5060")]
    [InlineData("[]")]
    [InlineData("2001:db8:::192.0.2.1")]
    [InlineData("\u0661.2.3.4")]
    [InlineData("0000:0000:0000:0000:0000:0000:0000:0000:0000:0000")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(NetAddress.TryParse(text, out var address));
        Assert.Equal(default, address);
        Assert.False(NetAddress.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.Throws<FormatException>(() => NetAddress.Parse(text));
    }

    [Fact]
    public void Any_address_comes_back_from_its_text_and_its_bytes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Addresses(), address =>
        {
            Assert.Equal(address, NetAddress.Parse($"{address}"));
            Assert.Equal(address, NetAddress.FromIPAddress(address.ToIPAddress()));
            Assert.Equal(address, NetAddress.FromIPAddress(IPAddress.Parse($"{address}")));
            Assert.Equal(address, address.IsIPv4 ? address : NetAddress.Parse($"[{address.ToIPAddress()}]"));
        }));

    [Fact]
    public void Both_forms_of_an_ipv4_address_are_one()
    {
        Assert.Equal(NetAddress.FromBytes([192, 0, 2, 1]), NetAddress.FromBytes([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 1]));
        Assert.True(NetAddress.Parse("::ffff:192.0.2.1").IsIPv4);
        Assert.False(NetAddress.Parse("::192.0.2.1").IsIPv4);
    }

    [Fact]
    public void An_address_has_4_or_16_bytes() => Assert.Throws<ArgumentException>(() => NetAddress.FromBytes([1, 2, 3]));

    [Theory]
    [InlineData("0.0.0.0", true)]
    [InlineData("::", true)]
    [InlineData("::1", false)]
    [InlineData("0.0.0.1", false)]
    public void The_zero_address_stands_for_none(string text, bool isNone) => Assert.Equal(isNone, NetAddress.Parse(text).IsNone);

    [Fact]
    public void Text_is_written_whole_or_not_at_all()
    {
        foreach (var text in new[] { "192.0.2.255", "2001:db8:1:2:3:4:5:6", "::" })
        {
            for (var room = 0; room <= text.Length; room++)
            {
                var isWhole = NetAddress.Parse(text).TryFormat(new byte[room], out var written, default, null);
                Assert.Equal((room == text.Length, room == text.Length ? room : 0), (isWhole, written));
            }
        }
    }

    [Theory]
    [InlineData("192.0.2.1", 5060, "192.0.2.1:5060")]
    [InlineData("2001:db8::1", 5061, "[2001:db8::1]:5061")]
    public void An_endpoint_brackets_ipv6(string address, int port, string text)
    {
        var endpoint = new NetEndpoint(NetAddress.Parse(address), (ushort)port);
        var bytes = new byte[NetEndpoint.MaxTextLength];
        Assert.True(endpoint.TryFormat(bytes, out var written, default, null));
        Assert.Equal(text, Encoding.ASCII.GetString(bytes, 0, written));
        Assert.Equal(text, endpoint.ToString());
    }

    // Groups of zero are common, so that every way to shorten is met.
    private static Arbitrary<NetAddress> Addresses() => Arb.From(
        from groups in Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 0xFFFF)), (1, Gen.Elements(0xFFFF, 1))), 8)
        select FromGroups(groups));

    private static NetAddress FromGroups(int[] groups)
    {
        var bytes = new byte[16];
        for (var index = 0; index < groups.Length; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2 * index), (ushort)groups[index]);
        }

        return NetAddress.FromBytes(bytes);
    }
}
