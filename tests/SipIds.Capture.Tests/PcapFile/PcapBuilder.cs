namespace SipIds.Capture.Tests.PcapFile;

/// <summary>Builds classic pcap files, good and bad.</summary>
internal sealed class PcapBuilder
{
    public const uint Micro = 0xA1B2C3D4;
    public const uint Nano = 0xA1B23C4D;
    public const uint Modified = 0xA1B2CD34;

    private readonly BlockWriter _file;
    private readonly uint _magic;

    public PcapBuilder(uint magic = Micro, bool big = false, uint network = 1, int major = 2, int minor = 4, uint snapLength = 65535)
    {
        _magic = magic;
        _file = new BlockWriter(big).UInt32(magic).UInt16(major).UInt16(minor).UInt32(0).UInt32(0).UInt32(snapLength).UInt32(network);
    }

    /// <summary>Where each record ends.</summary>
    public List<int> Ends { get; } = [];

    /// <summary>Five frames of 1 to 41 bytes, the n-th of which says n in its first byte.</summary>
    public static PcapBuilder FiveFrames(uint magic = Micro, bool big = false)
    {
        var builder = new PcapBuilder(magic, big);
        for (var i = 1; i <= 5; i++)
        {
            var bytes = new byte[(10 * i) - 9];
            bytes[0] = (byte)i;
            builder.Frame(bytes, seconds: 1_700_000_000 + i, fraction: i);
        }

        return builder;
    }

    public static byte[] Five(uint magic = Micro, bool big = false) => FiveFrames(magic, big).ToArray();

    public PcapBuilder Frame(
        ReadOnlySpan<byte> bytes, long seconds = 1_700_000_000, long fraction = 0, long? original = null, long? captured = null)
    {
        _file.UInt32(seconds).UInt32(fraction).UInt32(captured ?? bytes.Length).UInt32(original ?? bytes.Length);
        if (_magic == Modified)
        {
            _file.UInt32(1).UInt16(0x0800).UInt16(0);
        }

        _file.Raw(bytes);
        Ends.Add(_file.Length);
        return this;
    }

    public byte[] ToArray() => _file.ToArray();
}
