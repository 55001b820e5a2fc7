using System.Data.Common;
using System.Net.Sockets;

namespace SipIds.Outputs.Batches;

/// <summary>Collects alerts for a batch output and writes them: again where the world is in the way, never again where the target refuses. Nothing that the output does comes out of it.</summary>
/// <remarks>One thread adds and flushes; any may look at <see cref="Lost"/> and <see cref="Fault"/>, and close it.</remarks>
internal sealed class BatchWriter : IDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly IBatchOutput _output;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly int _maxBatch;
    private readonly int _maxFaults;
    private readonly int _maxAttempts;
    private readonly TimeSpan _firstPause;
    private List<AlertRecord> _batch = [];
    private int _unwritten;
    private int _faults;
    private bool _gaveUp;
    private long _lost;
    private string? _fault;

    /// <param name="output">The output, which it does not own.</param>
    /// <param name="maxFaults">How often the output may throw before it is switched off.</param>
    /// <param name="maxAttempts">How often a batch is tried while the world is in the way.</param>
    /// <param name="firstPause">How long it waits before the second attempt; each further pause is twice as long.</param>
    public BatchWriter(IBatchOutput output, int maxFaults, int maxAttempts = int.MaxValue, TimeSpan? firstPause = null)
    {
        _output = output;
        _maxBatch = Math.Max(output.MaxBatch, 1);
        _maxFaults = maxFaults;
        _maxAttempts = maxAttempts;
        _firstPause = firstPause ?? TimeSpan.FromSeconds(1);
        Name = output.Name;
    }

    public string Name { get; }

    /// <summary>Alerts that were not written and will not be.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Why, in one sentence; null while all is well.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <summary>Alerts that were added and not yet written or lost.</summary>
    public int Unwritten => Volatile.Read(ref _unwritten);

    /// <summary>Takes an alert, and writes the batch if that makes it full.</summary>
    public void Add(AlertRecord alert)
    {
        _batch.Add(alert);
        Volatile.Write(ref _unwritten, _batch.Count);
        if (_batch.Count >= _maxBatch)
        {
            Flush();
        }
    }

    /// <summary>Writes what was collected.</summary>
    public void Flush()
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var batch = _batch;
        _batch = [];
        if (!TryWrite(batch))
        {
            Interlocked.Add(ref _lost, batch.Count);
        }

        Volatile.Write(ref _unwritten, 0);
    }

    /// <summary>Ends the pauses between attempts now, and all attempts after a while: what is not written by then is lost.</summary>
    public void Close(TimeSpan limit)
    {
        _ending.CancelAfter(limit);
        _closing.Cancel();
    }

    public void Dispose()
    {
        _closing.Dispose();
        _ending.Dispose();
    }

    private bool TryWrite(List<AlertRecord> batch)
    {
        var pause = _firstPause;
        for (var attempt = 1; !IsSwitchedOff && !_ending.IsCancellationRequested; attempt++)
        {
            // An attempt that began before the end has one more after it.
            var isLast = _gaveUp || attempt >= _maxAttempts || _closing.IsCancellationRequested;
            if (Try(batch) is { } isWritten)
            {
                return isWritten;
            }

            if (isLast)
            {
                _gaveUp = true;
                return false;
            }

            _ = _closing.Token.WaitHandle.WaitOne(pause);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }

        return false;
    }

    private bool IsSwitchedOff => _faults >= _maxFaults;

    // Null where it may go better another time.
    private bool? Try(List<AlertRecord> batch)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
            limit.CancelAfter(_output.Patience);
            _output.WriteAsync(batch, limit.Token).GetAwaiter().GetResult();
            _gaveUp = false;
            Volatile.Write(ref _fault, null);
            return true;
        }
        catch (BatchRefusedException refusal)
        {
            Volatile.Write(ref _fault, $"{Name}: {OneLine(refusal)}");
            return false;
        }
        catch (Exception fault) when (IsOfTheWorld(fault))
        {
            Volatile.Write(ref _fault, $"{Name} cannot be written: {(fault is OperationCanceledException ? "it takes too long" : OneLine(fault))}");
            return null;
        }
        catch (Exception defect)
        {
            // It is foreign code, which may fail in any way.
            _faults++;
            Volatile.Write(ref _fault, $"{Name} {(IsSwitchedOff ? $"was switched off after {_faults} {(_faults == 1 ? "failure" : "failures")} (plugins.max_faults)" : "failed")}: {defect.GetType().Name}: {OneLine(defect)}");
            return false;
        }
    }

    private static bool IsOfTheWorld(Exception fault) =>
        fault is IOException or HttpRequestException or SocketException or DbException or TimeoutException or OperationCanceledException;

    private static string OneLine(Exception fault) =>
        string.Join(' ', fault.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}
