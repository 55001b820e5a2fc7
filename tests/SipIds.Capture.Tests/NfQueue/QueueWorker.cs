using SipIds.Capture.NfQueue;
using SipIds.Packets;

namespace SipIds.Capture.Tests.NfQueue;

/// <summary>What a sensor saw: the payload as text, and where it came from.</summary>
internal sealed record QueuedText(string Text, NetEndpoint Source, NetEndpoint Target, Timestamp Time);

/// <summary>Reads queues and judges by the payload's text.</summary>
internal sealed class QueueWorker : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly List<QueuedText> _seen = [];

    private QueueWorker(NfQueueSource source, Func<string, Verdict> judge)
    {
        _thread = new(() => Run(source, judge));
        _thread.Start();
    }

    /// <summary>Reads on a thread of its own until it is stopped.</summary>
    public static QueueWorker Start(NfQueueSource source, Func<string, Verdict>? judge = null) => new(source, judge ?? (_ => Verdict.Pass));

    /// <summary>Reads on this thread what is there, and until nothing comes any more.</summary>
    public static List<QueuedText> Drain(NfQueueSource source, Func<string, Verdict>? judge = null)
    {
        List<QueuedText> seen = [];
        PacketDecoder decoder = new(new DecoderOptions());
        while (source.Wait(TimeSpan.FromMilliseconds(200)))
        {
            Take(source, decoder, judge ?? (_ => Verdict.Pass), seen);
        }

        return seen;
    }

    /// <summary>Stops and gives what was seen.</summary>
    public List<QueuedText> Stop()
    {
        _stop.Cancel();
        _thread.Join();
        return _seen;
    }

    public void Dispose()
    {
        _ = Stop();
        _stop.Dispose();
    }

    private void Run(NfQueueSource source, Func<string, Verdict> judge)
    {
        PacketDecoder decoder = new(new DecoderOptions());
        while (!_stop.IsCancellationRequested)
        {
            _ = source.Wait(TimeSpan.FromMilliseconds(10));
            Take(source, decoder, judge, _seen);
        }
    }

    private static void Take(NfQueueSource source, PacketDecoder decoder, Func<string, Verdict> judge, List<QueuedText> seen)
    {
        while (source.TryRead(out var frame))
        {
            // A fragment that is not the last makes no packet yet.
            var verdict = Verdict.Pass;
            if (decoder.Decode(frame, out var packet) is DecodeStatus.Ok)
            {
                var text = System.Text.Encoding.ASCII.GetString(packet.Payload);
                seen.Add(new(text, packet.Source, packet.Target, frame.Time));
                verdict = judge(text);
            }

            source.Conclude(verdict);
        }
    }
}
