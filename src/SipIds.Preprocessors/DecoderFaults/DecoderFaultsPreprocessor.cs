using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>Reports what is wrong with a packet below SIP: one check a file, events 10001 to 10005.</summary>
/// <remarks>The decoder finds these faults and acts on them whether this runs or not: what a receiver would discard changes no state.</remarks>
public sealed class DecoderFaultsPreprocessor : IPreprocessor<DecoderFaultsPreprocessor, DecoderFaultsOptions>
{
    private DecoderFaultsPreprocessor()
    {
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "decoder_faults",
        Summary = "Reports packets that their receiver would discard, or that receivers read differently, below SIP.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.Faults,
        Events = [ChecksumCheck.Event, FragmentCheck.Event, TcpOverlapCheck.Event, OptionsCheck.Event, TruncatedCheck.Event],
    };

    /// <inheritdoc/>
    public static DecoderFaultsPreprocessor Create(DecoderFaultsOptions options, PreprocessorServices services) => new();

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        ChecksumCheck.Inspect(packet, inspection);
        FragmentCheck.Inspect(packet, inspection);
        TcpOverlapCheck.Inspect(packet, inspection);
        OptionsCheck.Inspect(packet, inspection);
        TruncatedCheck.Inspect(packet, inspection);
    }
}
