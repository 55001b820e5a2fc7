using System.Text;
using SipIds.Capture.PcapFile;

namespace SipIds.Capture.Tests.PcapFile;

public class ForeignFormatTests
{
    private static readonly byte[] s_erf =
        [1, 2, 3, 4, 5, 6, 7, 8, 2, 4, 0, 80, 0, 0, 0, 62, .. new byte[64]];

    public static TheoryData<byte[], string> Files => new()
    {
        { [], "is empty" },
        { [0x28, 0xB5, 0x2F, 0xFD, 1, 2], "zstd -d" },
        { [0xFD, .. "7zXZ\0"u8, 1], "xz -d" },
        { [.. "BZh91AY&SY"u8], "bzip2 -d" },
        { [0x04, 0x22, 0x4D, 0x18, 1], "lz4 -d" },
        { [.. "PK\u0003\u0004"u8, 1], "zip archive" },
        { Reading.Gzip(Reading.Gzip(PcapBuilder.Five())), "gzip twice" },
        { [.. "GMBU"u8, 0, 2, 1], "Microsoft Network Monitor; convert it with 'editcap -F pcap in out'" },
        { [.. "snoop\0\0\0"u8, 0, 0, 0, 2], "snoop capture; convert" },
        { [.. "TRSNIFF data    \u001A"u8], "Sniffer; convert" },
        { [.. "iptrace 2.0"u8], "iptrace capture; convert" },
        { s_erf, "ERF capture; convert" },
        { Encoding.UTF8.GetBytes("\uFEFF \n<!DOCTYPE html><html>"), "web page" },
        { [.. "INVITE sip:a@example.com SIP/2.0\r\n"u8], "seems to be text" },
        { [1, 2, 3, 4, 5, 6, 7, 8], "neither pcap nor pcapng" },
        { [0xD4, 0xC3], "neither pcap nor pcapng" },
        { PcapBuilder.Five()[..23], "ends in the middle of its header" },
        { PcapngBuilder.Five()[..27], "ends in the middle of its header" },
        { Reading.Gzip(PcapBuilder.Five())[..12], "cut short or damaged" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_no_capture_is_named_with_the_mend(byte[] file, string expected)
    {
        var fault = Assert.Throws<CaptureFormatException>(() => Reading.Of(file));
        Assert.StartsWith("test.pcap ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Equal(fault.Message, Assert.Throws<CaptureFormatException>(() => Reading.Of(new DribblingStream(file, 3))).Message);
    }
}
