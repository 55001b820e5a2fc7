using SipIds.Configuration;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Host.Tuning;

/// <summary><c>sipids tune --replay</c>: the same capture through the present settings and through others, and what fires in each.</summary>
internal static class ReplayRun
{
    public static int Execute(IReadOnlyList<string> files, SensorConfiguration present, SensorConfiguration proposed)
    {
        using var before = new ReplayLog();
        using var after = new ReplayLog();
        var run = new CaptureRun(present.Settings.Pipeline.Reorder, PipelineOf(present, before), PipelineOf(proposed, after));
        var allReadable = run.Read(files);
        if (allReadable || run.Frames > 0)
        {
            ReplayTable.Write(Console.Out, before, after, run);
        }

        return allReadable ? ExitCode.Done : ExitCode.Unreadable;
    }

    private static SipIdsPipeline PipelineOf(SensorConfiguration sensor, ReplayLog log) => new(sensor.ToSetup() with
    {
        Outputs = [log],
        ReportObservers = [log],
        Hasher = KeyHasher.CreateFixed(),
    });
}
