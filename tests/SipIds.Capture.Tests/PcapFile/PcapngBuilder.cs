namespace SipIds.Capture.Tests.PcapFile;

/// <summary>Builds pcapng files, good and bad; what follows a section is in its byte order.</summary>
internal sealed class PcapngBuilder
{
    private readonly List<byte> _file = [];
    private bool _big;

    /// <summary>Where each packet block ends.</summary>
    public List<int> Ends { get; } = [];

    /// <summary>Where each block ends.</summary>
    public List<int> Borders { get; } = [];

    public static byte[] Option(int code, byte[] value, bool big = false) =>
        new BlockWriter(big).UInt16(code).UInt16(value.Length).Raw(value).Pad().ToArray();

    /// <summary>Five frames in two sections of different byte order, a block of no interest between them.</summary>
    public static PcapngBuilder FiveFrames()
    {
        var builder = new PcapngBuilder().Section().Interface();
        for (var i = 1; i <= 5; i++)
        {
            var bytes = new byte[(10 * i) - 9];
            bytes[0] = (byte)i;
            builder.Packet(bytes, ticks: i);
            if (i == 3)
            {
                builder.Block(0x77, [1, 2, 3, 4]).Section(big: true).Interface();
            }
        }

        return builder;
    }

    public static byte[] Five() => FiveFrames().ToArray();

    public PcapngBuilder Section(bool big = false, int major = 1, uint magic = 0x1A2B3C4D)
    {
        _big = big;
        return Block(0x0A0D0D0A, new BlockWriter(big).UInt32(magic).UInt16(major).UInt16(0).Int64(-1).ToArray());
    }

    public PcapngBuilder Interface(int link = 1, long snapLength = 0, params byte[][] options)
    {
        var body = new BlockWriter(_big).UInt16(link).UInt16(0).UInt32(snapLength);
        foreach (var option in options)
        {
            body.Raw(option);
        }

        return Block(1, body.ToArray());
    }

    public PcapngBuilder Packet(byte[] bytes, long from = 0, long ticks = 0, byte[]? options = null)
    {
        Block(6, new BlockWriter(_big).UInt32(from).UInt32(ticks >> 32).UInt32(ticks).UInt32(bytes.Length)
            .UInt32(bytes.Length).Raw(bytes).Pad().Raw(options ?? []).ToArray());
        Ends.Add(_file.Count);
        return this;
    }

    public PcapngBuilder ObsoletePacket(byte[] bytes, int from, long ticks) =>
        Block(2, new BlockWriter(_big).UInt16(from).UInt16(7).UInt32(ticks >> 32).UInt32(ticks).UInt32(bytes.Length).UInt32(bytes.Length)
            .Raw(bytes).Pad().ToArray());

    public PcapngBuilder SimplePacket(byte[] bytes, long original) =>
        Block(3, new BlockWriter(_big).UInt32(original).Raw(bytes).Pad().ToArray());

    public PcapngBuilder Block(uint type, byte[] body, long? length = null, long? trailer = null)
    {
        var total = length ?? (body.Length + 12);
        _file.AddRange(new BlockWriter(_big).UInt32(type).UInt32(total).Raw(body).UInt32(trailer ?? total).ToArray());
        Borders.Add(_file.Count);
        return this;
    }

    public byte[] ToArray() => _file.ToArray();
}
