using System.Runtime.InteropServices;
using SipIds.Capture.PcapFile;
using SipIds.Host.Outputs;
using SipIds.Host.Reading;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;

namespace SipIds.Host.Tuning;

/// <summary>Takes captures through one or more pipelines, frame by frame.</summary>
/// <param name="reorder">Within how long a time frames are put into order.</param>
/// <param name="pipelines">The pipelines.</param>
internal sealed class CaptureRun(TimeSpan reorder, params IReadOnlyList<SipIdsPipeline> pipelines)
{
    private const int FramesBetweenLooks = 4096;

    private readonly CaptureOrder _order = new(reorder);
    private volatile bool _isInterrupted;
    private Timestamp _first;
    private Timestamp _last;

    /// <summary>How long the captures last, the time between them left out.</summary>
    public TimeSpan Observed { get; private set; }

    /// <summary>How many frames were read.</summary>
    public long Frames { get; private set; }

    /// <summary>Reads the files; a signal ends it early and in good order.</summary>
    /// <returns>Whether all could be read; what could not was said on standard error.</returns>
    public bool Read(IEnumerable<string> files)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        var allReadable = true;
        foreach (var file in files)
        {
            allReadable &= _isInterrupted || TryRead(file);
        }

        return allReadable;
    }

    private bool TryRead(string file)
    {
        _first = _last = default;
        try
        {
            using var source = CaptureFile.Open(file);
            var inOrder = _order.Of(source);
            ReadProgress.Watch(source, TerminalStream.Open(), () => new(Frames, Alerts: null), () => ReadSome(inOrder));
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
        finally
        {
            Observed += _last > _first ? _last - _first : TimeSpan.Zero;
        }
    }

    private bool ReadSome(IPacketSource source)
    {
        for (var number = 0; number < FramesBetweenLooks; number++)
        {
            if (!source.TryRead(out var frame))
            {
                return false;
            }

            foreach (var pipeline in pipelines)
            {
                _ = pipeline.Process(frame);
            }

            Frames++;
            _first = _first == default ? frame.Time : _first;
            _last = frame.Time;
        }

        return !_isInterrupted;
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_isInterrupted;
        _isInterrupted = true;
    }
}
