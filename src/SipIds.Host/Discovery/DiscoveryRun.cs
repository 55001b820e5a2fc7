using SipIds.Host.Discovery.Survey;
using SipIds.Host.Files;
using SipIds.Host.Pages;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Host.Discovery;

/// <summary><c>sipids discover</c>: captures or interfaces through a pipeline that nothing hears but a survey, and what that says of the network.</summary>
internal sealed class DiscoveryRun
{
    private readonly DiscoveryRequest _request;
    private readonly TrafficSurvey _survey;
    private readonly SipIdsPipeline _pipeline;
    private Timestamp _first;
    private Timestamp _last;

    private DiscoveryRun(DiscoveryRequest request)
    {
        _request = request;
        _survey = new(Settings.Ports);
        _pipeline = new(request.Sensor.ToSetup() with
        {
            Outputs = [new Accusers(_survey)],
            Observers = [_survey],
            Hasher = request.Watched.Count > 0 ? KeyHasher.CreateSecret() : KeyHasher.CreateFixed(),
            OnFault = FaultNotice.Write,
        });
    }

    private PipelineOptions Settings => _request.Sensor.Settings.Pipeline;

    public static int Execute(DiscoveryRequest request)
    {
        try
        {
            OverwriteGuard.Check(request.Files, request.OutputPath);
            LateFile.Try(request.OutputPath);
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return ExitCode.Usage;
        }

        var run = new DiscoveryRun(request);
        if (run._pipeline.Calls is null)
        {
            Console.Error.WriteLine("sipids: discover needs a preprocessor that knows calls, such as sessions; these settings switch off all of them.");
            return ExitCode.Usage;
        }

        return request.Watched.Count > 0 ? run.Watch() : run.Read();
    }

    private int Read()
    {
        var captures = new CaptureSet(_request.Files, Settings.Reorder);
        var allReadable = captures.Read(Take);
        if (!allReadable && _pipeline.Statistics.Packets == 0)
        {
            return ExitCode.Unreadable;
        }

        var isWritten = Finish(new()
        {
            Survey = _survey,
            Settings = Settings,
            Doors = captures.Doors,
            Observed = captures.Observed,
            Moved = captures.Moved,
            Late = captures.Late,
            LateBy = captures.LateBy,
        });
        return !allReadable ? ExitCode.Unreadable : isWritten ? ExitCode.Done : ExitCode.OutputLost;
    }

    private int Watch()
    {
        using var watch = LiveWatch.TryOpen(_request);
        if (watch is null)
        {
            return ExitCode.Unreadable;
        }

        var isWhole = watch.Run(Take);
        var isWritten = Finish(new()
        {
            Survey = _survey,
            Settings = Settings,
            Doors = watch.Doors,
            AreDoorsInterfaces = true,
            Observed = watch.Observed,
            Lost = watch.Lost,
        });
        return !isWhole ? ExitCode.Unreadable : isWritten ? ExitCode.Done : ExitCode.OutputLost;
    }

    // A capture has no sides for the checks: by which interface a frame comes only the survey is told.
    private void Take(in CapturedFrame frame)
    {
        var inner = frame;
        inner.Ingress = 0;
        _survey.Door = frame.Ingress;
        (_first, _last) = (_first == default ? frame.Time : _first, frame.Time);
        _ = _pipeline.Process(inner);
    }

    private bool Finish(TrafficFacts facts)
    {
        var known = _request.Sensor.Schema.Settings.Select(setting => setting.Path).ToHashSet(StringComparer.Ordinal);
        var found = Analysis.Of(facts with
        {
            HasSetting = known.Contains,
            Frames = _pipeline.Statistics.Packets,
            Observed = facts.Observed > TimeSpan.Zero ? facts.Observed : _last > _first ? _last - _first : TimeSpan.Zero,
            Cut = _pipeline.Statistics.Cut,
        });
        var report = _request.OutputPath == "-" ? Console.Error : Console.Out;
        var page = report == Console.Out ? Page.OnStandardOutput(report) : new(report, OutputWidth.OfText);
        new DiscoveryText(page).Write(found);
        if (_request.OutputPath is not null)
        {
            return DiscoveredFile.TryWrite(_request, found.Proposals, report);
        }

        if (found.Proposals.Any(proposal => proposal.IsWritten))
        {
            page.Blank();
            page.Paragraph("Nothing is changed. -o sipcnf.yaml writes what is sure or likely into the file, each with its reason.");
        }

        return true;
    }
}
