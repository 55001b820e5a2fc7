using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.Capture.PcapFile;

/// <summary>pcapng: sections of blocks, each section with its byte order and interfaces (draft-ietf-opsawg-pcapng).</summary>
internal sealed partial class PcapngSource : CaptureFileSource
{
    /// <summary>The type of a Section Header Block, the same in both byte orders.</summary>
    public const uint SectionHeader = 0x0A0D0D0A;

    /// <summary>The type of an Interface Description Block.</summary>
    public const uint InterfaceDescription = 1;

    /// <summary>The type of an Enhanced Packet Block.</summary>
    public const uint EnhancedPacket = 6;

    /// <summary>What the header of a section holds in the byte order of the section.</summary>
    public const uint ByteOrderMagic = 0x1A2B3C4D;

    private const uint ObsoletePacket = 2;
    private const uint SimplePacket = 3;
    private const uint SystemdJournal = 9;
    private const uint CustomBlock = 0x0BAD;
    private const uint CustomBlockNotCopied = 0x4000_0BAD;

    private const int BlockHeader = 8;
    private const int BlockTrailer = 4;
    private const int SectionHeaderLength = 28;
    private const int PacketHeader = BlockHeader + 20;
    private const int SimplePacketHeader = BlockHeader + 4;

    // A section that describes more is an attack on memory.
    private const int MaxInterfaces = 64 * 1024;

    private PcapngInterface[] _interfaces = [];
    private int _interfaceCount;
    private ByteOrder _order;
    private Timestamp _time;

    // What of the last block did not fit into the buffer; while there is any, the buffer is empty.
    private long _rest;

    private PcapngSource(CaptureInput input)
        : base(input)
    {
    }

    /// <summary>Opens an input that begins with a Section Header Block.</summary>
    /// <exception cref="CaptureFormatException">The block is cut short, or of a version that this reader does not know.</exception>
    public static PcapngSource Open(CaptureInput input)
    {
        var source = new PcapngSource(input);
        if (!input.TryFill(SectionHeaderLength))
        {
            throw new CaptureFormatException($"{input.Name} ends in the middle of its header: {input.Fault ?? "it was cut short"}.");
        }

        if (!source.TryBeginSection(input.Unread, out var fault))
        {
            throw new CaptureFormatException($"{input.Name} is no pcapng file that can be read: {fault}.");
        }

        return source;
    }

    public override string? InterfaceName(int number) => number >= 0 && number < _interfaceCount ? _interfaces[number].Name : null;

    public override bool TryRead(out CapturedFrame frame)
    {
        while (TryTakeBlock(out var type, out var block))
        {
            if (type is EnhancedPacket or ObsoletePacket ? TryTakePacket(type, block, out frame) : TryTakeOther(type, block, out frame))
            {
                return true;
            }
        }

        frame = default;
        return false;
    }

    private bool TryTakePacket(uint type, ReadOnlySpan<byte> block, out CapturedFrame frame)
    {
        frame = default;
        if (block.Length < PacketHeader + BlockTrailer)
        {
            EndDamaged("a packet block is too short");
            return false;
        }

        var fields = block[BlockHeader..];
        var number = type == EnhancedPacket ? _order.UInt32(fields) : _order.UInt16(fields);
        var captured = _order.UInt32(fields[12..]);
        if (number >= (uint)_interfaceCount || captured > (uint)Math.Min(block.Length - PacketHeader - BlockTrailer, CaptureInput.MaxFrame))
        {
            EndAtBadPacket(number, captured);
            return false;
        }

        Interface = (int)number;
        ref readonly var from = ref _interfaces[number];
        _time = from.ToTimestamp(((ulong)_order.UInt32(fields[4..]) << 32) | _order.UInt32(fields[8..]));
        frame = Frame(from.Link, _order.UInt32(fields[16..]), block.Slice(PacketHeader, (int)captured));
        return true;
    }

    private CapturedFrame Frame(LinkType link, uint original, ReadOnlySpan<byte> bytes) => new()
    {
        Time = _time,
        Number = ++Number,
        Link = link,
        OriginalLength = Math.Max((int)Math.Min(original, int.MaxValue), bytes.Length),
        Bytes = bytes,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryTakeOther(uint type, ReadOnlySpan<byte> block, out CapturedFrame frame)
    {
        switch (type)
        {
            case SimplePacket:
                return TryTakeSimplePacket(block, out frame);
            case InterfaceDescription:
                AddInterface(block);
                break;
        }

        frame = default;
        return false;
    }

    // §4.4: no interface and no captured length are written; it is the first interface, and its snap length cuts.
    private bool TryTakeSimplePacket(ReadOnlySpan<byte> block, out CapturedFrame frame)
    {
        frame = default;
        if (block.Length < SimplePacketHeader + BlockTrailer || _interfaceCount == 0)
        {
            EndDamaged("a simple packet block is too short or has no interface");
            return false;
        }

        var original = _order.UInt32(block[BlockHeader..]);
        var captured = Math.Min(original, _interfaces[0].SnapLength);
        if (captured > (uint)Math.Min(block.Length - SimplePacketHeader - BlockTrailer, CaptureInput.MaxFrame))
        {
            EndAtBadPacket(0, captured);
            return false;
        }

        Interface = 0;
        frame = Frame(_interfaces[0].Link, original, block.Slice(SimplePacketHeader, (int)captured));
        return true;
    }

    private void AddInterface(ReadOnlySpan<byte> block)
    {
        if (_interfaceCount == MaxInterfaces || !PcapngInterface.TryParse(block[BlockHeader..^BlockTrailer], _order, out var described))
        {
            EndDamaged(_interfaceCount == MaxInterfaces
                ? $"it describes more than {MaxInterfaces} interfaces"
                : "an interface block is too short");
            return;
        }

        if (_interfaceCount == _interfaces.Length)
        {
            Array.Resize(ref _interfaces, Math.Max(4, 2 * _interfaceCount));
        }

        _interfaces[_interfaceCount++] = described;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndAtBadPacket(uint from, uint captured) => EndDamaged(
        from >= (uint)_interfaceCount ? $"a packet is of interface {from}, which is not described" : $"a packet claims {captured} bytes");
}
