using SipIds.Host.Knowledge;
using SipIds.Host.Tuning;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Host.Live;

/// <summary>What a live run learns: what its preprocessors know is kept in a file over restarts, and limits are measured where that is asked for.</summary>
internal sealed class LiveKnowledge
{
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    private readonly StateFile? _file;
    private readonly LiveLearning? _learning;
    private readonly Action<string> _say;
    private Timestamp _nextWrite;

    /// <param name="path">The file of the setting <c>state</c>; empty for none.</param>
    /// <param name="learning">What measures limits; null for nothing.</param>
    /// <param name="say">Tells a person.</param>
    public LiveKnowledge(string path, LiveLearning? learning, Action<string> say)
    {
        _file = path.Length == 0 ? null : StateFile.Open(path, say);
        _learning = learning;
        _say = say;
    }

    /// <summary>The hasher to run the pipeline with.</summary>
    public KeyHasher Hasher => _file?.Hasher ?? KeyHasher.CreateSecret();

    /// <summary>What the pipeline shows its counts to.</summary>
    public IReadOnlyList<ICountObserver> CountObservers => _learning is null ? [] : [_learning.Observer];

    /// <summary>Gives a new pipeline what was known.</summary>
    public void Restore(SipIdsPipeline pipeline) => _file?.Restore(pipeline, _say);

    /// <summary>Looks after all of it, about once a second.</summary>
    public void Look(PipelineGuard guard, Timestamp now)
    {
        if (_learning?.IsDue(now) == true)
        {
            _learning.Write(guard.Use(_ => _learning.Propose()));
        }

        if (_file is not null && now >= _nextWrite)
        {
            // The first look comes at the start, when there is nothing new to be kept.
            var isFirst = _nextWrite == default;
            _nextWrite = now + s_interval;
            if (!isFirst)
            {
                guard.Use(_file.Gather);
                _ = _file.TryWrite(_say);
            }
        }
    }

    /// <summary>Keeps what is known at the end of the run, and proposes limits where that was not done yet.</summary>
    public void Finish(SipIdsPipeline pipeline)
    {
        if (_learning is { IsFinished: false })
        {
            _learning.Write(_learning.Propose());
        }

        if (_file is not null)
        {
            _file.Gather(pipeline);
            _ = _file.TryWrite(_say);
        }
    }
}
