using SipIds.Testing;

namespace SipIds.Host.Tests.Tuning;

/// <summary>A capture of some users who now and then make one to eight calls, for days, and of one who makes very many.</summary>
internal static class WeekCapture
{
    public static byte[] Bytes(int days, int callsOfMallory = 0)
    {
        var capture = new CaptureBuilder();
        var random = new Random(1);
        var number = 0;
        for (var hour = 0; hour < days * 24; hour++)
        {
            for (var burst = 0; burst < 2; burst++)
            {
                var (user, calls) = ($"user{random.Next(30)}", 1);
                while (random.Next(2) == 0 && calls < 8)
                {
                    calls++;
                }

                for (var call = 0; call < calls; call++)
                {
                    capture.Add(Invite(++number, user, TimeSpan.FromHours(hour) + TimeSpan.FromSeconds((600 * burst) + call)));
                }
            }
        }

        for (var call = 0; call < callsOfMallory; call++)
        {
            capture.Add(Invite(++number, "mallory", TimeSpan.FromDays(days) + TimeSpan.FromMilliseconds(call)));
        }

        return capture.ToBytes();
    }

    private static TestPacket Invite(int number, string user, TimeSpan time) =>
        new TestPacket(SipBuilder.Request("INVITE", $"sip:callee{number}@example.com").Number(number).From($"sip:{user}@example.com").To($"sip:callee{number}@example.com"))
        {
            Time = TestClock.Start + time,
        };
}
