using System.Runtime.InteropServices;
using SipIds.Host.Outputs;
using SipIds.Host.Reading;
using SipIds.Packets;

namespace SipIds.Host.Discovery;

/// <summary>Captures read as one, in order of time: those of the same time are what different interfaces saw.</summary>
internal sealed class CaptureSet(IReadOnlyList<string> files, TimeSpan reorder)
{
    // More are those of many days, and need not all be open.
    private const int MostAtOnce = 16;
    private const int FramesBetweenLooks = 4096;

    private readonly DoorNames _names = new();
    private readonly List<(Timestamp First, Timestamp Last)> _spans = [];
    private volatile bool _isInterrupted;
    private long _frames;

    public long Moved { get; private set; }

    public long Late { get; private set; }

    public TimeSpan LateBy { get; private set; }

    /// <summary>The interfaces by number.</summary>
    public IReadOnlyDictionary<int, string> Doors => _names.Named(withFiles: AreOfOneTime);

    /// <summary>How long the captures last; the time between them is left out.</summary>
    public TimeSpan Observed => AreOfOneTime
        ? _spans.Max(span => span.Last) - _spans.Min(span => span.First)
        : _spans.Aggregate(TimeSpan.Zero, (sum, span) => sum + (span.Last - span.First));

    private bool AreOfOneTime => _spans.Exists(one => _spans.Exists(other => one != other && one.First < other.Last && other.First < one.Last));

    /// <summary>Reads them; a signal ends it early and in good order.</summary>
    /// <returns>Whether all could be read; what could not was said on standard error.</returns>
    public bool Read(FrameTaker take)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        return files.Chunk(files.Count <= MostAtOnce ? MostAtOnce : 1).Aggregate(true, (isWhole, some) => ReadAtOnce(some, take) && isWhole);
    }

    private bool ReadAtOnce(string[] paths, FrameTaker take)
    {
        var isWhole = true;
        List<OpenCapture> all = [];
        List<OpenCapture> unread = [];
        foreach (var path in paths)
        {
            isWhole &= Try(() => all.Add(new(path, reorder, _names)));
        }

        unread.AddRange(all.Where(capture => Advance(capture, ref isWhole)));
        if (all.Count > 0)
        {
            ReadProgress.Watch(all[0].File, TerminalStream.Open(), () => new(_frames, Alerts: null), () => ReadSome(unread, take, ref isWhole));
        }

        foreach (var capture in all)
        {
            Finish(capture);
        }

        return isWhole;
    }

    private bool ReadSome(List<OpenCapture> unread, FrameTaker take, ref bool isWhole)
    {
        for (var number = 0; number < FramesBetweenLooks && unread.Count > 0; number++)
        {
            var next = unread[0];
            for (var other = 1; other < unread.Count; other++)
            {
                next = unread[other].Time < next.Time ? unread[other] : next;
            }

            take(next.Frame);
            _frames++;
            if (!Advance(next, ref isWhole))
            {
                _ = unread.Remove(next);
            }
        }

        return unread.Count > 0 && !_isInterrupted;
    }

    private static bool Advance(OpenCapture capture, ref bool isWhole)
    {
        var hasNext = false;
        isWhole &= Try(() => hasNext = capture.TryAdvance());
        return hasNext;
    }

    private static bool Try(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return false;
        }
    }

    private void Finish(OpenCapture capture)
    {
        if (capture.File.Warning is { } warning)
        {
            Console.Error.WriteLine($"sipids: {warning}");
        }

        Moved += capture.Ordered?.Moved ?? 0;
        Late += capture.Ordered?.Late ?? 0;
        LateBy = capture.LateBy > LateBy ? capture.LateBy : LateBy;
        if (capture.First != default)
        {
            _spans.Add((capture.First, capture.Time > capture.First ? capture.Time : capture.First));
        }

        capture.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_isInterrupted;
        _isInterrupted = true;
    }
}
