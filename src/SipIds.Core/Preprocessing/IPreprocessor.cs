using SipIds.Events;

namespace SipIds.Preprocessing;

/// <summary>A stage of the pipeline that judges SIP messages and reports events. The policy decides what is dropped, not the preprocessor.</summary>
/// <remarks>Called on one thread, in capture order. Nothing that is called for a packet may allocate, block, or keep a span.</remarks>
public interface IPreprocessor
{
    /// <summary>Events that it can report beside those of its type (<see cref="PreprocessorInfo.Events"/>), known once its settings are read: those of rules that it loads. Asked for once, after it is created; <see cref="PreprocessorInfo.DefinesEvents"/> says that there may be some.</summary>
    IReadOnlyList<EventDescriptor> Events => [];

    /// <summary>Judges a packet against what was observed before: reports events and counts attempts. Changes nothing that mirrors an endpoint's state.</summary>
    void Inspect(in SipPacket packet, Inspection inspection);

    /// <summary>Remembers a packet that passes and so reaches its endpoint.</summary>
    void Observe(in SipPacket packet, Inspection inspection)
    {
    }

    /// <summary>Called now and then with the packets' clock, for timers and expiry.</summary>
    void OnTick(Inspection inspection)
    {
    }

    /// <summary>Says what it counted so far, for the summary of a run and for statistics on the way. Called between packets, and may allocate.</summary>
    void Summarize(PreprocessorSummary summary)
    {
    }
}

/// <summary>What a preprocessor's type says of itself, so that a registry can list, configure and create it.</summary>
/// <typeparam name="TSelf">The preprocessor.</typeparam>
/// <typeparam name="TOptions">Its section of <c>sipcnf.yaml</c>.</typeparam>
public interface IPreprocessor<TSelf, TOptions> : IPreprocessor
    where TSelf : IPreprocessor<TSelf, TOptions>
    where TOptions : PreprocessorOptions, new()
{
    /// <summary>Name, stage, interest, order and events.</summary>
    static abstract PreprocessorInfo Info { get; }

    /// <summary>A new preprocessor with these settings.</summary>
    static abstract TSelf Create(TOptions options, PreprocessorServices services);
}
