using System.Buffers.Binary;
using System.Text;
using SipIds.Packets;

namespace SipIds.Tests.Packets;

/// <summary>Builds a frame from the inside out: the payload first, then each header around it.</summary>
internal sealed class NestedFrame
{
    public static readonly MacAddress Phone = new(0x02_00_00_00_00_01);
    public static readonly MacAddress Proxy = new(0x02_00_00_00_00_02);
    public static readonly byte[] Options = Encoding.ASCII.GetBytes("OPTIONS sip:a@example.org SIP/2.0\r\nContent-Length: 0\r\n\r\n");

    private byte[] _bytes;
    private int _etherType;
    private byte _protocol;

    private NestedFrame(byte[] payload) => _bytes = payload;

    public byte[] Bytes => _bytes;

    public static NestedFrame Around(byte[] payload) => new(payload);

    public static NestedFrame Sip() => new(Options);

    /// <summary>The sample message in UDP and IPv4, from 10.0.0.1:5060 to 10.0.0.2:5060.</summary>
    public static NestedFrame SipOverIPv4() => Sip().Udp(5060, 5060).IPv4("10.0.0.1", "10.0.0.2");

    public NestedFrame Udp(ushort source, ushort target, int? length = null)
    {
        var header = new byte[8];
        Write(header, 0, source);
        Write(header, 2, target);
        Write(header, 4, (ushort)(length ?? _bytes.Length + 8));
        _protocol = 17;
        return Prepend(header);
    }

    public NestedFrame Tcp(ushort source, ushort target, uint sequence, TcpFlags flags = TcpFlags.Ack, int options = 0)
    {
        var header = new byte[20 + options];
        Write(header, 0, source);
        Write(header, 2, target);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), sequence);
        header[12] = (byte)((5 + (options / 4)) << 4);
        header[13] = (byte)flags;
        _protocol = 6;
        return Prepend(header);
    }

    public NestedFrame IPv4(string source, string target, int options = 0, int? total = null, int fragment = 0, ushort id = 7)
    {
        var header = new byte[20 + options];
        header[0] = (byte)(0x45 + (options / 4));
        Write(header, 2, (ushort)(total ?? _bytes.Length + header.Length));
        Write(header, 4, id);
        Write(header, 6, (ushort)fragment);
        header[8] = 64;
        header[9] = _protocol;
        _ = NetAddress.Parse(source).WriteTo(header.AsSpan(12));
        _ = NetAddress.Parse(target).WriteTo(header.AsSpan(16));
        (_protocol, _etherType) = (4, 0x0800);
        return Prepend(header);
    }

    public NestedFrame IPv6(string source, string target, int? length = null)
    {
        var header = new byte[40];
        header[0] = 0x60;
        Write(header, 4, (ushort)(length ?? _bytes.Length));
        header[6] = _protocol;
        header[7] = 64;
        _ = NetAddress.Parse(source).WriteTo(header.AsSpan(8));
        _ = NetAddress.Parse(target).WriteTo(header.AsSpan(24));
        (_protocol, _etherType) = (41, 0x86DD);
        return Prepend(header);
    }

    public NestedFrame Extension(byte number, int eights = 1)
    {
        var header = new byte[8 * eights];
        header[0] = _protocol;
        header[1] = (byte)(number == 51 ? (2 * eights) - 2 : eights - 1);
        _protocol = number;
        return Prepend(header);
    }

    public NestedFrame IPv6Fragment(int offset, bool hasMore, uint id = 9)
    {
        var header = new byte[8];
        header[0] = _protocol;
        Write(header, 2, (ushort)(offset | (hasMore ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), id);
        _protocol = 44;
        return Prepend(header);
    }

    public NestedFrame Protocol(byte protocol)
    {
        _protocol = protocol;
        return this;
    }

    public NestedFrame Ethernet(MacAddress? source = null, MacAddress? target = null)
    {
        var header = new byte[14];
        WriteMac(header, target ?? Proxy);
        WriteMac(header.AsSpan(6), source ?? Phone);
        Write(header, 12, (ushort)_etherType);
        _etherType = 0x6558;
        return Prepend(header);
    }

    /// <summary>IEEE 802.3 with LLC and SNAP.</summary>
    public NestedFrame Snap()
    {
        Prepend([0xAA, 0xAA, 0x03, 0, 0, 0, (byte)(_etherType >> 8), (byte)_etherType]);
        _etherType = _bytes.Length;
        return this;
    }

    public NestedFrame Llc()
    {
        Prepend([0x06, 0x06, 0x03]);
        _etherType = _bytes.Length;
        return this;
    }

    public NestedFrame Vlan(int tag = 0x8100, int id = 5)
    {
        Prepend([(byte)(id >> 8), (byte)id, (byte)(_etherType >> 8), (byte)_etherType]);
        _etherType = tag;
        return this;
    }

    public NestedFrame Mpls(int labels = 1, bool isMulticast = false)
    {
        for (var index = 0; index < labels; index++)
        {
            Prepend([0, 1, (byte)(index == 0 ? 1 : 0), 64]);
        }

        _etherType = isMulticast ? 0x8848 : 0x8847;
        _protocol = 137;
        return this;
    }

    public NestedFrame ControlWord() => Prepend(new byte[4]);

    public NestedFrame Ppp(bool hasAddress = false, bool isCompressed = false)
    {
        var protocol = (byte)(_etherType == 0x86DD ? 0x57 : 0x21);
        Prepend(isCompressed ? [protocol] : [0, protocol]);
        _etherType = 0x880B;
        return hasAddress ? Prepend([0xFF, 0x03]) : this;
    }

    public NestedFrame Pppoe()
    {
        Prepend([0x11, 0, 0, 1, (byte)(_bytes.Length >> 8), (byte)_bytes.Length]);
        _etherType = 0x8864;
        return this;
    }

    public NestedFrame LinuxCooked()
    {
        var header = new byte[16];
        header[3] = 1;
        header[5] = 6;
        WriteMac(header.AsSpan(6), Phone);
        Write(header, 14, (ushort)_etherType);
        return Prepend(header);
    }

    public NestedFrame LinuxCooked2()
    {
        var header = new byte[20];
        Write(header, 0, (ushort)_etherType);
        header[9] = 1;
        header[11] = 6;
        WriteMac(header.AsSpan(12), Phone);
        return Prepend(header);
    }

    public NestedFrame Loopback(uint family, bool isBigEndian)
    {
        var header = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(header, isBigEndian ? family : BinaryPrimitives.ReverseEndianness(family));
        return Prepend(header);
    }

    public NestedFrame Gre(int flags = 0, int? type = null)
    {
        var words = System.Numerics.BitOperations.PopCount((uint)flags & 0xB080);
        var header = new byte[4 + (4 * words)];
        Write(header, 0, (ushort)flags);
        Write(header, 2, (ushort)(type ?? _etherType));
        _protocol = 47;
        return Prepend(header);
    }

    public NestedFrame Erspan2()
    {
        Prepend([0x10, 1, 0, 1, 0, 0, 0, 1]);
        return Gre(0x1000, 0x88BE);
    }

    public NestedFrame Erspan3(bool hasSubheader)
    {
        Prepend(new byte[hasSubheader ? 8 : 0]);
        Prepend([0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, (byte)(hasSubheader ? 1 : 0)]);
        return Gre(0x1000, 0x22EB);
    }

    public NestedFrame Vxlan(ushort port = 4789) => Prepend([0x08, 0, 0, 0, 0, 0, 9, 0]).Udp(51234, port);

    public NestedFrame Gtp(bool hasExtension = false)
    {
        if (hasExtension)
        {
            Prepend([0, 0, 0, 0x85, 1, 0x10, 9, 0]);
        }

        Prepend([(byte)(hasExtension ? 0x34 : 0x30), 255, (byte)(_bytes.Length >> 8), (byte)_bytes.Length, 0, 0, 0, 1]);
        return Udp(2152, 2152);
    }

    public NestedFrame Pad(int count)
    {
        _bytes = [.. _bytes, .. new byte[count]];
        return this;
    }

    public NestedFrame Prepend(byte[] header)
    {
        _bytes = [.. header, .. _bytes];
        return this;
    }

    private static void Write(byte[] bytes, int offset, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(offset), value);

    private static void WriteMac(Span<byte> bytes, MacAddress address)
    {
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(address.Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], (uint)address.Value);
    }
}
