using SipIds.Packets;

namespace SipIds.Core.Tests.Values;

public class MacAddressTests
{
    [Fact]
    public void Six_bytes_are_written_in_order() =>
        Assert.Equal("02:00:c0:00:0a:ff", MacAddress.FromBytes([0x02, 0x00, 0xC0, 0x00, 0x0A, 0xFF]).ToString());

    [Fact]
    public void No_address_is_all_zero() => Assert.Equal("00:00:00:00:00:00", default(MacAddress).ToString());
}
