using System.Collections.Concurrent;

namespace SipIds.Outputs.Tests.Batches;

/// <summary>A batch output whose target answers as the test says.</summary>
internal sealed class Target(int maxBatch = 100) : IBatchOutput
{
    private readonly ManualResetEventSlim _enough = new();
    private readonly Queue<Exception?> _answers = [];

    /// <summary>What every attempt waits for, whatever it is asked to; null for nothing.</summary>
    public ManualResetEventSlim? Gate { get; init; }

    public ConcurrentQueue<IReadOnlyList<AlertRecord>> Batches { get; } = [];

    public ManualResetEventSlim Entered { get; } = new();

    public int Attempts { get; private set; }

    public bool IsDisposed { get; private set; }

    public string Name => "web hook";

    public int MaxBatch => maxBatch;

    /// <summary>How many batches <see cref="Wait"/> waits for.</summary>
    public int Expected { get; init; } = 1;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Says what each attempt comes to, in order: null for well, as all are after the last of these; one that is cancelled never ends by itself.</summary>
    public Target Answer(params IEnumerable<Exception?> answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }

        return this;
    }

    public async Task WriteAsync(IReadOnlyList<AlertRecord> batch, CancellationToken cancellation)
    {
        Attempts++;
        Entered.Set();
        Gate?.Wait(CancellationToken.None);
        if (_answers.TryDequeue(out var answer) && answer is TaskCanceledException)
        {
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
        }

        if (answer is not null)
        {
            throw answer;
        }

        Batches.Enqueue(batch);
        if (Batches.Count == Expected)
        {
            _enough.Set();
        }
    }

    public bool Wait() => _enough.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

    public void Dispose() => IsDisposed = true;
}
