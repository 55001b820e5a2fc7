using SharpPcap;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.SharpPcap.Tests;

/// <summary>What README.md shows, word for word.</summary>
internal static class Example
{
    public static void Watch(string name, IReadOnlyList<IEventOutput> outputs, CancellationToken stopping)
    {
        using var device = CaptureDeviceList.Instance.First(d => d.Name == name || d.Description == name);
        using var source = SharpPcapSource.Open(device);
        var pipeline = new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()), Outputs = outputs });
        while (!stopping.IsCancellationRequested)
        {
            while (source.TryRead(out var frame))
            {
                _ = pipeline.Process(frame);
            }

            _ = source.Wait(TimeSpan.FromSeconds(1));
        }
    }
}
