using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sender;

/// <summary>Judges whether a packet can come from who it says sent it, event 6005.</summary>
public sealed class SenderPreprocessor : IPreprocessor<SenderPreprocessor, SenderOptions>
{
    private SenderPreprocessor()
    {
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "sender",
        Summary = "Finds packets with a forged source: those of proxies, peers, registrars and trusted addresses that come in on another side than theirs.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Messages,
        IsStateless = true,
        Events = [PipelineEvents.SenderBlocked, SideCheck.Event],
    };

    /// <inheritdoc/>
    public static SenderPreprocessor Create(SenderOptions options, PreprocessorServices services) => new();

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        SideCheck.Inspect(inspection);
    }
}
