using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>Real frames with tags and tunnels put around them, headers put between, bytes changed, ends cut off or added. The same frames for the same seed.</summary>
internal sealed class FrameFuzzer
{
    // Headers are what decoders differ in.
    private const int Headers = 80;
    private const int EthernetLength = 14;

    private readonly Random _random;
    private readonly IReadOnlyList<SampleFrame> _samples;

    public FrameFuzzer(int seed, IReadOnlyList<SampleFrame> samples) => (_random, _samples) = (new(seed), samples);

    /// <summary>The next frame.</summary>
    public SampleFrame Next()
    {
        var sample = _samples[_random.Next(_samples.Count)];
        byte[] bytes = [.. sample.Bytes];
        for (var layers = _random.Next(3); layers > 0 && sample.Link is LinkType.Ethernet; layers--)
        {
            bytes = Wrap(bytes);
        }

        for (var changes = _random.Next(4); changes > 0 && bytes.Length > 0; changes--)
        {
            bytes = Change(bytes);
        }

        return sample with { OriginalLength = bytes.Length, Bytes = bytes };
    }

    private byte[] Wrap(byte[] frame)
    {
        if (frame.Length < EthernetLength)
        {
            return frame;
        }

        var (macs, type, rest) = (frame[..12], frame[12..14], frame[EthernetLength..]);
        return (_random.Next(8), type) switch
        {
            (0, _) => [.. macs, 0x81, 0x00, 0x00, 0x2A, .. type, .. rest],
            (1, _) => [.. macs, 0x88, 0xA8, 0x00, 0x2A, .. type, .. rest],
            (2, [0x08, 0x00]) => [.. macs, 0x88, 0x64, 0x11, 0x00, 0x00, 0x01, .. Number(rest.Length + 2), 0x00, 0x21, .. rest],
            (3, [0x08, 0x00] or [0x86, 0xDD]) => [.. macs, 0x08, 0x00, .. IPv4(47, [0x00, 0x00, .. type, .. rest])],
            (4, [0x08, 0x00]) => [.. macs, 0x08, 0x00, .. IPv4(4, rest)],
            (5, [0x86, 0xDD]) => [.. macs, 0x08, 0x00, .. IPv4(41, rest)],
            (6, _) => [.. macs, 0x08, 0x00, .. IPv4(17, [0x30, 0x39, 0x12, 0xB5, .. Number(frame.Length + 16), 0, 0, 0x08, 0, 0, 0, 0, 0, 7, 0, .. frame])],
            (7, [0x86, 0xDD]) when rest.Length > 40 => [.. macs, .. type, .. WithExtension(rest)],
            _ => frame,
        };
    }

    private byte[] IPv4(byte protocol, byte[] payload) =>
        [0x45, 0, .. Number(payload.Length + 20), 0, 1, 0x40, 0, 64, protocol, 0, 0, 203, 0, 113, (byte)_random.Next(256), 192, 0, 2, 1, .. payload];

    // RFC 8200 §4.3, §4.6: hop-by-hop or destination options, filled with PadN.
    private byte[] WithExtension(byte[] packet)
    {
        var grown = Number(BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(4)) + 8);
        return [.. packet[..4], .. grown, _random.Next(2) == 0 ? (byte)0 : (byte)60, .. packet[7..40], packet[6], 0, 1, 4, 0, 0, 0, 0, .. packet[40..]];
    }

    private byte[] Change(byte[] bytes)
    {
        var place = _random.Next(Math.Min(bytes.Length, Headers));
        switch (_random.Next(8))
        {
            case 0:
                return bytes[..place];
            case 1:
                return bytes[..^_random.Next(Math.Min(bytes.Length, 20))];
            case 2:
                return [.. bytes, .. new byte[1 + _random.Next(20)]];
            case 3:
                bytes[place] = (byte)_random.Next(256);
                return bytes;
            case 4:
                bytes[place] = _random.Next(2) == 0 ? byte.MinValue : byte.MaxValue;
                return bytes;
            default:
                bytes[place] ^= (byte)(1 << _random.Next(8));
                return bytes;
        }
    }

    private static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];
}
