using System.Globalization;
using System.Text;
using SipIds.Packets;

namespace SipIds.Benchmarks.Traffic;

/// <summary>INVITEs with everything in them random, 100,000 a second, and in their midst one call that is set up before them, and ends after them.</summary>
internal static class FloodCapture
{
    private const ushort Port = 5060;
    private const long GapNanoseconds = 10_000;

    private static readonly NetEndpoint s_proxy = new(NetAddress.Parse("192.0.2.10"), Port);
    private static readonly Timestamp s_start = Timestamp.FromUnix(1_767_225_600);

    public static void Write(string path, long packets, int seed)
    {
        using var capture = new CaptureWriter(path);
        var random = new Random(seed);
        var call = new CallMessages(random, 200_001, 200_002);
        var phone = new NetEndpoint(NetAddress.Parse(CallMessages.HostOf(200_001)), Port);
        var time = s_start;
        for (var step = 0; step < 5; step++)
        {
            Step(capture, ref time, call, step, phone);
        }

        for (var sent = 0L; sent < packets; sent++)
        {
            time = new(time.Nanoseconds + GapNanoseconds);
            var source = new NetEndpoint(NetAddress.FromIPv4(0x0B00_0000u + (uint)random.Next(0x7000_0000)), (ushort)random.Next(1024, 65536));
            capture.Write(time, source, s_proxy, Invite(random, source.Address));
        }

        Step(capture, ref time, call, 5, phone);
        Step(capture, ref time, call, 6, phone);
    }

    private static void Step(CaptureWriter capture, ref Timestamp time, CallMessages call, int step, NetEndpoint phone)
    {
        var toProxy = step is 0 or 4 or 5;
        time += TimeSpan.FromMilliseconds(20);
        capture.Write(time, toProxy ? phone : s_proxy, toProxy ? s_proxy : phone, call.Message(step));
    }

    private static byte[] Invite(Random random, NetAddress source) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"INVITE sip:{random.NextInt64():x}@192.0.2.10 SIP/2.0\r\nVia: SIP/2.0/UDP {source}:5060;branch=z9hG4bK{random.NextInt64():x};rport\r\nMax-Forwards: 70\r\n"
        + $"From: <sip:{random.NextInt64():x}@{random.NextInt64():x}.example>;tag={random.NextInt64():x}\r\nTo: <sip:{random.NextInt64():x}@192.0.2.10>\r\n"
        + $"Call-ID: {random.NextInt64():x}{random.NextInt64():x}\r\nCSeq: {random.Next(1, 100_000)} INVITE\r\nContact: <sip:{random.NextInt64():x}@{source}:5060>\r\n"
        + $"User-Agent: {random.NextInt64():x}\r\nContent-Length: 0\r\n\r\n"));
}
