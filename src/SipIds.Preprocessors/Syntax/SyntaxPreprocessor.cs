using System.Runtime.CompilerServices;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>Judges whether a message is SIP at all (RFC 3261 §7, §25): one check a file, events 1001 to 1012.</summary>
/// <remarks>An ordinary message is in order by one test of the parser's anomalies; the checks that explain them run only when there is one.</remarks>
public sealed class SyntaxPreprocessor : IPreprocessor<SyntaxPreprocessor, SyntaxOptions>
{
    private const SipAnomalies Signs =
        StartLineCheck.Signs | HeaderCheck.Signs | VersionCheck.Signs | ContentLengthCheck.Signs | LimitsCheck.Signs
        | ControlCharacterCheck.Signs | StatusCodeCheck.Signs | AmbiguityCheck.Signs;

    private readonly LimitsOptions _limits;
    private readonly bool _checksSdp;

    private SyntaxPreprocessor(SyntaxOptions options, LimitsOptions limits)
    {
        _checksSdp = options.Sdp;
        _limits = limits;
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "syntax",
        Summary = "Finds messages that are no SIP, or that implementations read differently.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.Messages | Interest.NotSip,
        Events =
        [
            StartLineCheck.Event, HeaderCheck.Event, VersionCheck.Event, ContentLengthCheck.Event, RequestUriCheck.Event, LimitsCheck.Event,
            ControlCharacterCheck.Event, StatusCodeCheck.Event, BodyCheck.Event, NotSipCheck.Event, AmbiguityCheck.Event, EncodingCheck.Event,
        ],
    };

    /// <inheritdoc/>
    public static SyntaxPreprocessor Create(SyntaxOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services.Settings.Limits);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (packet.Status is not SipParseStatus.Ok)
        {
            NotSipCheck.Inspect(packet, inspection);
            return;
        }

        var message = packet.Message;
        if ((message.Anomalies & Signs) != SipAnomalies.None)
        {
            InspectAnomalies(packet, inspection);
        }
        else if (message.IsRepeated(SipHeaderId.ContentLength))
        {
            AmbiguityCheck.Inspect(packet, inspection, SipAnomalies.None);
        }

        MethodCheck.Inspect(packet, inspection);
        RequestUriCheck.Inspect(packet, inspection);
        LimitsCheck.Inspect(packet, inspection, _limits);
        FieldValueCheck.Inspect(packet, inspection);
        EncodingCheck.Inspect(packet, inspection);
        if (_checksSdp)
        {
            BodyCheck.Inspect(packet, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectAnomalies(in SipPacket packet, Inspection inspection)
    {
        var anomalies = packet.Message.Anomalies;
        if (packet.Decoded.Truncated)
        {
            anomalies &= ~Truncation.Excuses(packet.Message);
        }

        StartLineCheck.Inspect(packet, inspection, anomalies);
        HeaderCheck.Inspect(packet, inspection, anomalies);
        VersionCheck.Inspect(packet, inspection, anomalies);
        ContentLengthCheck.Inspect(packet, inspection, anomalies);
        ControlCharacterCheck.Inspect(packet, inspection, anomalies);
        StatusCodeCheck.Inspect(packet, inspection, anomalies);
        AmbiguityCheck.Inspect(packet, inspection, anomalies);
    }
}
