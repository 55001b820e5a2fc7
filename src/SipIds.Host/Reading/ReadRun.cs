using System.Diagnostics;
using System.Runtime.InteropServices;
using SipIds.Capture.PcapFile;
using SipIds.Host.Files;
using SipIds.Host.Locks;
using SipIds.Host.Outputs;
using SipIds.Host.Pages;
using SipIds.Host.Reading.Calls;
using SipIds.Host.Reading.Report;
using SipIds.Host.Settings;
using SipIds.Options;
using SipIds.Outputs.PacketLog;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Host.Reading;

/// <summary>One run of <c>sipids read</c>: every file through one pipeline, then the summary.</summary>
internal sealed class ReadRun
{
    private const int FramesBetweenLooks = 4096;

    private readonly ReadRequest _request;
    private readonly SipIdsPipeline _pipeline;
    private readonly TerminalStream? _terminal;
    private readonly CallViews _calls;
    private readonly CurrentCapture _capture;
    private readonly FrameLog? _passed;
    private readonly PassedFrames _frames;
    private readonly CaptureOrder _order;
    private volatile bool _isInterrupted;

    private ReadRun(ReadRequest request, ReadOutputs outputs)
    {
        _request = request;
        _terminal = outputs.Terminal;
        _calls = new(request);
        _capture = outputs.Capture;
        _passed = outputs.Passed;
        _frames = new(_passed);
        _order = new(request.Sensor.Settings.Pipeline.Reorder);
        _pipeline = new(request.Sensor.ToSetup() with
        {
            Outputs = [.. outputs.All, .. _calls.Outputs],
            Observers = [.. outputs.Findings is null ? [] : new[] { outputs.Findings }, .. _calls.Observers],
            Inline = request.Inline,
            FailsClosed = request.Sensor.Settings.Section<LiveOptions>().OnFailure is FailureMode.Closed,
            Hasher = KeyHasher.CreateFixed(),
            OnFault = FaultNotice.Write,
        });
        outputs.Start.Statistics = _pipeline.Statistics;
    }

    public static int Execute(ReadRequest request)
    {
        ReadOutputs outputs;
        RunLocks? locks = null;
        try
        {
            var plan = OutputPlan.OfCaptures(request.Sensor, request.Outputs);
            string?[] files = [.. plan.Files, request.PassedPath];
            OverwriteGuard.Check(request.Files, files);
            locks = RunLocks.OfFiles(files);
            outputs = ReadOutputs.Open(request, plan);
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            locks?.Dispose();
            return ExitCode.Usage;
        }

        using (locks)
        using (outputs)
        {
            return new ReadRun(request, outputs).Execute(outputs);
        }
    }

    private int Execute(ReadOutputs outputs)
    {
        var watch = Stopwatch.StartNew();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        var allReadable = true;
        foreach (var file in _request.Files)
        {
            allReadable &= _isInterrupted || TryReadFile(file);
        }

        _pipeline.ReleaseHeld(_frames, new(long.MaxValue));
        var isWhole = outputs.Finish();
        var canWrite = outputs.IsStandardOutputWhole && (allReadable || _pipeline.Statistics.Packets > 0);
        var page = Page.OnStandardOutput(Console.Out);
        var report = canWrite && outputs.Findings is { } findings ? ReportOf(findings, page) : null;
        if (!_request.ListsCalls)
        {
            Write(report, page);
        }

        var isCallFound = !canWrite || _calls.TryWrite(Console.Out, _pipeline.Statistics);
        if (report is not null)
        {
            TimeSpan? elapsed = _request.Files.Contains("-", StringComparer.Ordinal) ? null : watch.Elapsed;
            Summary.Write(page, _pipeline, report, _passed, _order, elapsed, _request.Sensor.Settings.Pipeline.ActionDrop is DropMode.True);
        }

        return !allReadable ? ExitCode.Unreadable : !isCallFound ? ExitCode.Usage : isWhole ? ExitCode.Done : ExitCode.OutputLost;
    }

    private ReportText ReportOf(Findings findings, Page page)
    {
        findings.Others = _pipeline.Statistics.AlertCount - findings.Alerts;
        return new(page, findings, _request.Filter);
    }

    private void Write(ReportText? report, Page page)
    {
        if (_request.ListsAlerts && report is { Alerts: > 0 })
        {
            page.Blank();
        }

        report?.Write();
    }

    private bool TryReadFile(string file)
    {
        try
        {
            using var source = CaptureFile.Open(file);
            var inOrder = _order.Of(source);
            _capture.File = file == "-" ? "FILE" : file;
            _frames.BeginCapture();
            ReadProgress.Watch(source, _terminal, () => new(_pipeline.Statistics.Packets, _pipeline.Statistics.AlertCount), () => ReadSome(inOrder));
            if (source.Warning is { } warning)
            {
                Console.Error.WriteLine($"sipids: {warning}");
            }

            return true;
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return false;
        }
    }

    /// <summary>Takes some frames through the pipeline; false at the end of the source.</summary>
    private bool ReadSome(IPacketSource source)
    {
        for (var i = 0; i < FramesBetweenLooks; i++)
        {
            if (!source.TryRead(out var frame))
            {
                return false;
            }

            if (_pipeline.HeldFrames > 0)
            {
                _pipeline.ReleaseHeld(_frames, frame.Time);
            }

            var verdict = _pipeline.Process(frame, _frames);
            _frames.Conclude(frame, verdict, _pipeline.Rewritten);
        }

        return !_isInterrupted;
    }

    // The first signal ends the reading in good order; a second one ends the process.
    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_isInterrupted;
        _isInterrupted = true;
    }
}
