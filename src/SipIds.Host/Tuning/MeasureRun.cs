using SipIds.Host.Files;
using SipIds.Pipeline;
using SipIds.Preprocessors.Tuning;
using SipIds.State;

namespace SipIds.Host.Tuning;

/// <summary><c>sipids tune CAPTURE...</c>: the counts of the detectors, measured, and a proposal for each limit.</summary>
internal static class MeasureRun
{
    public static int Execute(IReadOnlyList<string> files, ProposalRequest request)
    {
        try
        {
            OverwriteGuard.Check(files, request.OutputPath);
            LateFile.Try(request.OutputPath);
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return ExitCode.Usage;
        }

        var learner = new CountLearner(request.Sensor.Settings.Pipeline.Period);
        var run = new CaptureRun(request.Sensor.Settings.Pipeline.Reorder, PipelineOf(request, learner));
        var allReadable = run.Read(files);
        if (!allReadable && run.Frames == 0)
        {
            return ExitCode.Unreadable;
        }

        var isWritten = ProposalReport.Write(request.OutputPath == "-" ? Console.Error : Console.Out, request, request.Propose(learner, run.Observed), run.Observed);
        return !allReadable ? ExitCode.Unreadable : isWritten ? ExitCode.Done : ExitCode.OutputLost;
    }

    private static SipIdsPipeline PipelineOf(ProposalRequest request, CountLearner learner) => new(request.Sensor.ToSetup() with
    {
        CountObservers = [learner],
        Hasher = KeyHasher.CreateFixed(),
    });
}
