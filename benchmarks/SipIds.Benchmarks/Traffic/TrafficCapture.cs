using SipIds.Packets;

namespace SipIds.Benchmarks.Traffic;

/// <summary>A seeded capture of ordinary traffic: thousands of users behind one proxy, overlapping calls, and a registration for every tenth call. No message of it is worth an alert.</summary>
internal static class TrafficCapture
{
    private const int Users = 40_000;
    private const int OpenDialogs = 256;
    private const long StartSeconds = 1_767_225_600;
    private const long MeanGapNanoseconds = 4_000_000;
    private const ushort Port = 5060;

    private static readonly NetEndpoint s_proxy = new(NetAddress.Parse("192.0.2.10"), Port);

    /// <summary>Writes so many packets; the same seed gives the same capture.</summary>
    public static void Write(string path, long packets, int seed)
    {
        using var capture = new CaptureWriter(path);
        foreach (var (time, source, target, payload) in Packets(packets, seed))
        {
            capture.Write(time, source, target, payload);
        }
    }

    /// <summary>The same packets as frames.</summary>
    public static IEnumerable<(Timestamp Time, byte[] Frame)> Frames(long packets, int seed) =>
        Packets(packets, seed).Select(p => (p.Time, CaptureWriter.Frame(p.Source, p.Target, p.Payload)));

    private static IEnumerable<(Timestamp Time, NetEndpoint Source, NetEndpoint Target, byte[] Payload)> Packets(long packets, int seed)
    {
        var random = new Random(seed);
        var time = Timestamp.FromUnix(StartSeconds).Nanoseconds;
        foreach (var (toProxy, user, payload) in Messages(random).Take((int)packets))
        {
            time += random.NextInt64(2 * MeanGapNanoseconds);
            var phone = new NetEndpoint(NetAddress.Parse(CallMessages.HostOf(user)), Port);
            yield return (new(time), toProxy ? phone : s_proxy, toProxy ? s_proxy : phone, payload);
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
}
