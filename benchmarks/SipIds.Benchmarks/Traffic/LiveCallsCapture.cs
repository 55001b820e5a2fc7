using SipIds.Packets;

namespace SipIds.Benchmarks.Traffic;

/// <summary>Calls that are answered and stay up: what the call table holds at its fullest.</summary>
internal static class LiveCallsCapture
{
    private const ushort Port = 5060;
    private const long GapNanoseconds = 20_000;

    private static readonly NetEndpoint s_proxy = new(NetAddress.Parse("192.0.2.10"), Port);

    /// <summary>Writes an INVITE, a 200 and an ACK for each of so many calls, each of a user of its own.</summary>
    public static void Write(string path, long calls, int seed)
    {
        using var capture = new CaptureWriter(path);
        var random = new Random(seed);
        var time = Timestamp.FromUnix(1_767_225_600);
        for (var number = 0; number < calls; number++)
        {
            var call = new CallMessages(random, number, number ^ 1);
            var phone = new NetEndpoint(NetAddress.Parse(CallMessages.HostOf(number)), Port);
            foreach (var step in (ReadOnlySpan<int>)[0, 3, 4])
            {
                var toProxy = step != 3;
                time = new(time.Nanoseconds + GapNanoseconds);
                capture.Write(time, toProxy ? phone : s_proxy, toProxy ? s_proxy : phone, call.Message(step));
            }
        }
    }
}
