using SipIds.Events;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.State;

namespace SipIds.SharpPcap.Tests;

/// <summary>What sources give, kept to be compared.</summary>
internal static class Seen
{
    /// <summary>Every frame until none is there, a line each.</summary>
    public static List<string> Frames(IPacketSource source)
    {
        var lines = new List<string>();
        while (source.TryRead(out var frame))
        {
            lines.Add(Describe(frame));
        }

        return lines;
    }

    /// <summary>Every alert of the built-in preprocessors, a line each, and how many packets and messages there were.</summary>
    public static List<string> Alerts(IPacketSource source)
    {
        using var output = new Lines();
        var pipeline = new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()), Outputs = [output], Hasher = KeyHasher.CreateFixed() });
        while (source.TryRead(out var frame))
        {
            _ = pipeline.Process(frame);
        }

        return [.. output.Written, $"{pipeline.Statistics.Packets} packets, {pipeline.Statistics.Messages} messages"];
    }

    public static string Describe(in CapturedFrame frame) =>
        $"{frame.Number} {frame.Link} {frame.Time.Nanoseconds} {frame.OriginalLength} {Convert.ToHexString(frame.Bytes)}";

    /// <summary>The path of a capture that stands beside the tests.</summary>
    public static string Capture(string name) => Path.Combine(AppContext.BaseDirectory, "captures", name);

    /// <summary>Alerts as lines.</summary>
    internal sealed class Lines : IEventOutput
    {
        public List<string> Written { get; } = [];

        /// <summary>Called with the name of each event that was written.</summary>
        public Action<string> OnWrite { get; init; } = _ => { };

        public string Name => "lines";

        public long Lost => 0;

        public string? Fault => null;

        public void Write(in Alert alert, in SipPacket packet)
        {
            Written.Add($"{packet.Number} {packet.Time} {alert.Event.Name} {alert.Count} {Convert.ToHexString(alert.Detail)}");
            OnWrite(alert.Event.Name);
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
