using SipIds.Benchmarks.Traffic;

namespace SipIds.Benchmarks.Weeks;

/// <summary>The generated weeks as a capture, without planted events: what <c>sipids tune</c> is shown on.</summary>
internal static class WeeksCapture
{
    /// <summary>Writes so many weeks; the same seed gives the same capture.</summary>
    public static void Write(string path, long weeks, int seed)
    {
        using var capture = new CaptureWriter(path);
        foreach (var message in new SimulatedWeeks(seed).Play((int)weeks, (int)weeks))
        {
            capture.Write(message.Time, message.Source, message.Target, message.Payload);
        }
    }
}
