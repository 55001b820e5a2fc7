using System.Text;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public sealed class SourceKeyTests
{
    private static readonly KeyHasher s_hasher = KeyHasher.CreateFixed();

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_host_of_IPv6_has_its_whole_64_for_itself(string one, string other, bool areSame) =>
        Assert.Equal(areSame, SourceKey.Of(NetAddress.Parse(one), s_hasher) == SourceKey.Of(NetAddress.Parse(other), s_hasher));

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:ffff::1", true)]
    [InlineData("2001:db8:1::1", "2001:db8:2::1", false)]
    public void A_network_is_the_24_or_the_48(string one, string other, bool areSame) =>
        Assert.Equal(areSame, SourceKey.NetworkOf(NetAddress.Parse(one), s_hasher) == SourceKey.NetworkOf(NetAddress.Parse(other), s_hasher));

    [Theory]
    [InlineData("192.0.2.0")]
    [InlineData("2001:db8:1::")]
    public void A_network_is_not_counted_with_its_first_address(string address) =>
        Assert.NotEqual(SourceKey.Of(NetAddress.Parse(address), s_hasher).Key, SourceKey.NetworkOf(NetAddress.Parse(address), s_hasher).Key);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "192.0.2.0/24")]
    [InlineData("2001:db8:1:2::9", "2001:db8:1:2::/64", "2001:db8:1::/48")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48")]
    public void It_is_written_with_the_length_of_its_prefix(string address, string source, string network)
    {
        Assert.Equal(source, Write(SourceKey.Of(NetAddress.Parse(address), s_hasher)));
        Assert.Equal(network, Write(SourceKey.NetworkOf(NetAddress.Parse(address), s_hasher)));
    }

    private static string Write(SourceKey source)
    {
        var text = new byte[SourceKey.MaxTextLength];
        return Encoding.ASCII.GetString(text, 0, source.Write(text));
    }
}
