using SipIds.Packets;

namespace SipIds.Core.Tests.Values;

public class NetPrefixTests
{
    [Theory]
    [InlineData("192.0.2.0/24", "192.0.2.255", "192.0.3.0")]
    [InlineData("192.0.2.77/24", "192.0.2.0", "192.0.1.255")]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.2")]
    [InlineData("0.0.0.0/0", "255.255.255.255", "::1")]
    [InlineData("10.0.0.0/8", "10.255.0.1", "::10.0.0.1")]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::")]
    [InlineData("2001:db8::/64", "2001:db8::ffff", "2001:db8:0:1::")]
    [InlineData("2001:db8::/65", "2001:db8::7fff:0:0:0", "2001:db8::8000:0:0:0")]
    [InlineData("::1", "::1", "::2")]
    [InlineData("::ffff:192.0.2.0/120", "192.0.2.9", "192.0.3.9")]
    public void A_network_holds_its_addresses_and_no_others(string prefix, string inside, string outside)
    {
        Assert.True(NetPrefix.Parse(prefix).Contains(NetAddress.Parse(inside)));
        Assert.False(NetPrefix.Parse(prefix).Contains(NetAddress.Parse(outside)));
    }

    [Theory]
    [InlineData(true, "0.0.0.0/0")]
    [InlineData(true, "::/0")]
    [InlineData(true, "2000::/3")]
    [InlineData(true, "192.0.2.1", "128.0.0.0/1", "0.0.0.0/1")]
    [InlineData(true, "0.0.0.0/2", "64.0.0.0/2", "128.0.0.0/2", "192.0.0.0/2", "10.0.0.0/8")]
    [InlineData(true, "::/1", "8000::/1")]
    [InlineData(true, "2000::/4", "3000::/4")]
    [InlineData(false)]
    [InlineData(false, "0.0.0.0/1")]
    [InlineData(false, "0.0.0.0/2", "128.0.0.0/1")]
    [InlineData(false, "10.0.0.0/8", "fc00::/7")]
    [InlineData(false, "8000::/1")]
    public void Networks_hold_everybody_only_without_a_gap(bool holdAll, params string[] networks) =>
        Assert.Equal(holdAll, NetPrefixSet.Create([.. networks.Select(NetPrefix.Parse)]).HoldsAll);

    [Theory]
    [InlineData("192.0.2.77/24", "192.0.2.0/24")]
    [InlineData("192.0.2.1", "192.0.2.1/32")]
    [InlineData("2001:db8::1/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    public void A_network_is_written_by_its_first_address(string text, string written) => Assert.Equal(written, NetPrefix.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("/24")]
    [InlineData("192.0.2.0/")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2.0/ 8")]
    [InlineData("192.0.2.0/255.255.255.0")]
    [InlineData("2001:db8::/129")]
    [InlineData("192.0.2/24")]
    public void What_is_no_network_is_refused(string text)
    {
        Assert.False(NetPrefix.TryParse(text, out _));
        Assert.Throws<FormatException>(() => NetPrefix.Parse(text));
    }

    [Fact]
    public void A_set_holds_what_one_of_its_networks_holds()
    {
        NetPrefixSet set = [NetPrefix.Parse("192.0.2.0/24"), NetPrefix.Parse("2001:db8::/32")];
        Assert.True(set.Contains(NetAddress.Parse("192.0.2.7")));
        Assert.True(set.Contains(NetAddress.Parse("2001:db8::7")));
        Assert.False(set.Contains(NetAddress.Parse("198.51.100.7")));
        Assert.Equal("192.0.2.0/24, 2001:db8::/32", set.ToString());
        Assert.False(NetPrefixSet.Empty.Contains(NetAddress.Parse("192.0.2.7")));
    }

    [Fact]
    public void A_set_of_many_networks_answers_as_each_of_them_does()
    {
        var random = new Random(1);
        var prefixes = Enumerable.Range(0, 300).Select(_ => NetPrefix.Parse($"10.{random.Next(4)}.{random.Next(256)}.0/{random.Next(12, 33)}")).Append(NetPrefix.Parse("2001:db8::/48")).ToArray();
        var set = NetPrefixSet.Create(prefixes);
        for (var time = 0; time < 5000; time++)
        {
            var address = NetAddress.Parse($"10.{random.Next(8)}.{random.Next(256)}.{random.Next(256)}");
            Assert.Equal(prefixes.Any(p => p.Contains(address)), set.Contains(address));
        }

        Assert.True(set.Contains(NetAddress.Parse("2001:db8::1")));
        Assert.False(set.Contains(NetAddress.Parse("2001:db9::1")));
    }
}
