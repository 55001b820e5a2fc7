using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Benchmarks.Traffic;

/// <summary>A seeded capture of ordinary traffic: thousands of users behind one proxy, overlapping calls, and a registration for every tenth call. No message of it is worth an alert.</summary>
internal static class TrafficCapture
{
    private const int Users = 40_000;
    private const int OpenDialogs = 256;
    private const long StartSeconds = 1_767_225_600;
    private const long MeanGapNanoseconds = 4_000_000;
    private const int HeaderLength = 14 + 20 + 8;

    private static readonly NetAddress s_proxy = NetAddress.Parse("192.0.2.10");

    /// <summary>Writes a classic pcap with nanosecond times.</summary>
    public static void Write(string path, long packets, int seed)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2_3C4D);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        file.Write(header);

        var random = new Random(seed);
        var time = Timestamp.FromUnix(StartSeconds).Nanoseconds;
        var frame = new byte[2048];
        Span<byte> record = stackalloc byte[16];
        foreach (var (toProxy, user, payload) in Messages(random).Take((int)packets))
        {
            time += random.NextInt64(2 * MeanGapNanoseconds);
            var length = Frame(frame, toProxy, NetAddress.Parse(CallMessages.HostOf(user)), payload);
            BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(time / 1_000_000_000));
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(time % 1_000_000_000));
            BinaryPrimitives.WriteInt32LittleEndian(record[8..], length);
            BinaryPrimitives.WriteInt32LittleEndian(record[12..], length);
            file.Write(record);
            file.Write(frame.AsSpan(0, length));
        }
    }

    /// <summary>The payloads one by one, endlessly: dialogs take turns, each in the order of its own messages.</summary>
    public static IEnumerable<(bool ToProxy, int User, byte[] Payload)> Messages(Random random)
    {
        var dialogs = new (CallMessages Messages, int User, bool IsRegistration, int Step)[OpenDialogs];
        for (var opened = 0; ;)
        {
            ref var dialog = ref dialogs[random.Next(OpenDialogs)];
            if (dialog.Messages is null)
            {
                var user = random.Next(Users);
                dialog = (new(random, 200_000 + user, 200_000 + random.Next(Users)), 200_000 + user, ++opened % 10 == 0, 0);
            }

            var step = dialog.Step++;
            var (messages, caller, isRegistration) = (dialog.Messages, dialog.User, dialog.IsRegistration);
            var isLast = step == (isRegistration ? 3 : 6);
            if (isLast)
            {
                dialog = default;
            }

            yield return isRegistration
                ? (step % 2 == 0, caller, messages.Registration(step))
                : (step is 0 or 4 or 5, caller, messages.Message(step));
        }
    }

    private static int Frame(Span<byte> frame, bool toProxy, NetAddress user, byte[] payload)
    {
        frame[..HeaderLength].Clear();
        "\x02\0\0\0\0\x01\x02\0\0\0\0\x02\x08\0"u8.CopyTo(frame);
        var ip = frame[14..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(28 + payload.Length));
        ip[8] = 64;
        ip[9] = 17;
        _ = (toProxy ? user : s_proxy).WriteTo(ip[12..]);
        _ = (toProxy ? s_proxy : user).WriteTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..20]));
        var udp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, 5060);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], 5060);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + payload.Length));
        payload.CopyTo(udp[8..]);
        return HeaderLength + payload.Length;
    }

    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        var sum = 0u;
        for (var i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~(sum + (sum >> 16));
    }
}
