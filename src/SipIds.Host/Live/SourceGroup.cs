using SipIds.Packets.Sources;
using SipIds.Pipeline.Snapshots;

namespace SipIds.Host.Live;

/// <summary>The sources of one plan and their threads. When one of them is gone, as an interface taken down, all are closed and opened again as soon as that works.</summary>
internal sealed class SourceGroup
{
    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromSeconds(1);

    private readonly SourcePlan _plan;
    private readonly Func<ILiveSource, SourceWorker> _makeWorker;
    private readonly Action<string> _say;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private readonly CancellationToken _stopping;
    private SourceWorker[] _workers;
    private SourceCounters _before;

    /// <summary>Opens the sources; their threads begin with <see cref="Start"/>.</summary>
    /// <param name="plan">The sources.</param>
    /// <param name="makeWorker">Makes what runs one of them.</param>
    /// <param name="say">Tells a person.</param>
    /// <param name="stopping">Ends it all.</param>
    /// <exception cref="IOException">One cannot be opened; the message is a sentence.</exception>
    public SourceGroup(SourcePlan plan, Func<ILiveSource, SourceWorker> makeWorker, Action<string> say, CancellationToken stopping)
    {
        _plan = plan;
        _makeWorker = makeWorker;
        _say = say;
        _stopping = stopping;
        _workers = Open();
        _thread = new(Supervise) { Name = $"sources {plan.Name}", IsBackground = true };
    }

    /// <summary>What the sources took and lost, those that are closed already included.</summary>
    public SourceStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new(_plan.Name, _workers.Aggregate(_before, (sum, worker) => Add(sum, worker.Counters)));
            }
        }
    }

    /// <summary>The sources that stand in the path.</summary>
    public IEnumerable<IInlineSource> Inline
    {
        get
        {
            lock (_lock)
            {
                return [.. _workers.Select(w => w.Source).OfType<IInlineSource>()];
            }
        }
    }

    public void Start() => _thread.Start();

    /// <summary>Waits for the end of the threads, after they were told to stop.</summary>
    public bool Join(TimeSpan patience) => !_thread.IsAlive || _thread.Join(patience);

    /// <summary>Closes sources whose threads never began.</summary>
    public void Abandon() => Close();

    private SourceWorker[] Open() => [.. _plan.Open().Select(_makeWorker)];

    private void Supervise()
    {
        while (true)
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
            RunAll(ending);
            var fault = Array.Find(_workers, w => w.Fault is not null)?.Fault;
            Close();
            if (_stopping.IsCancellationRequested || !TryReopen(fault ?? $"{_plan.Name} ended."))
            {
                return;
            }
        }
    }

    private void RunAll(CancellationTokenSource ending)
    {
        var threads = _workers.Select(worker => new Thread(() =>
        {
            worker.Run(ending.Token);
            ending.Cancel();
        })
        { Name = worker.Source.Name, IsBackground = true }).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
    }

    private void Close()
    {
        lock (_lock)
        {
            foreach (var worker in _workers)
            {
                worker.Source.Dispose();
                _before = Add(_before, worker.Counters);
            }

            _workers = [];
        }
    }

    private bool TryReopen(string fault)
    {
        _say($"{fault} Trying again every second.");
        while (!_stopping.WaitHandle.WaitOne(s_betweenAttempts))
        {
            try
            {
                var workers = Open();
                lock (_lock)
                {
                    _workers = workers;
                }

                _say($"{_plan.Name} is there again.");
                return true;
            }
            catch (IOException)
            {
                // It was said that it is gone.
            }
        }

        return false;
    }

    private static SourceCounters Add(SourceCounters one, SourceCounters other) => new()
    {
        Received = one.Received + other.Received,
        KernelDrops = one.KernelDrops + other.KernelDrops,
        Bypassed = one.Bypassed + other.Bypassed,
        SendErrors = one.SendErrors + other.SendErrors,
        SendFault = other.SendFault ?? one.SendFault,
    };
}
