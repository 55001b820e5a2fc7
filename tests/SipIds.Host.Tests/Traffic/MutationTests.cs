using FsCheck;
using FsCheck.Fluent;
using SipIds.Capture.PcapFile;
using SipIds.Host.Tests.Corpus;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

/// <summary>Real frames after bytes were changed, cut out and put in: the pipeline reads on, and no preprocessor throws.</summary>
public sealed class MutationTests
{
    private const int Runs = 3000;

    private static readonly string[] s_cases = ["rfc4475-udp", "rfc4475-tcp", "fragments", "gtp-volte", "tunnels", "pppoe-requests", "call-video", "sippts-methods"];

    private static readonly (LinkType Link, byte[] Bytes)[] s_frames = [.. s_cases.SelectMany(name => Frames(new Case(name).Input))];

    [Fact]
    public void Changed_frames_raise_no_exception()
    {
        var sensor = new Sensor();
        var number = 0L;
        Prop.ForAll(Mutations(), mutation =>
        {
            var bytes = mutation.Steps.Aggregate(s_frames[mutation.Frame].Bytes, Apply);
            var link = s_frames[mutation.Frame].Link;
            sensor.Pipeline.Process(new() { Time = TestClock.Start, Number = ++number, Link = link, OriginalLength = bytes.Length, Bytes = bytes });
            return sensor.Pipeline.Faults.Count == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
        Assert.Equal(Runs, sensor.Statistics.Packets);
    }

    private static Arbitrary<(int Frame, (int Kind, int Place, byte Value)[] Steps)> Mutations() => Arb.From(
        from frame in Gen.Choose(0, s_frames.Length - 1)
        from steps in Gen.ArrayOf(Step())
        select (frame, steps.Take(8).ToArray()));

    private static Gen<(int Kind, int Place, byte Value)> Step() =>
        from kind in Gen.Choose(0, 3)
        from place in Gen.Choose(0, 1 << 20)
        from value in Gen.Choose(0, 255)
        select (kind, place, (byte)value);

    // Half of the steps fall into the first bytes, where the link, IP and transport headers are.
    private static byte[] Apply(byte[] frame, (int Kind, int Place, byte Value) step)
    {
        if (frame.Length == 0)
        {
            return [step.Value];
        }

        var at = step.Place % (step.Place % 2 == 0 ? frame.Length : Math.Min(frame.Length, 64));
        return step.Kind switch
        {
            0 => [.. frame[..at], (byte)(frame[at] ^ (1 << (step.Value & 7))), .. frame[(at + 1)..]],
            1 => [.. frame[..at], step.Value, .. frame[(at + 1)..]],
            2 => [.. frame[..at], step.Value, .. frame[at..]],
            _ => [.. frame[..at], .. frame[Math.Min(at + 1 + (step.Value & 15), frame.Length)..]],
        };
    }

    private static List<(LinkType Link, byte[] Bytes)> Frames(string path)
    {
        using var source = CaptureFile.Open(path);
        var frames = new List<(LinkType, byte[])>();
        while (source.TryRead(out var frame))
        {
            frames.Add((frame.Link, frame.Bytes.ToArray()));
        }

        return frames;
    }
}
