using System.Runtime.CompilerServices;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory.Injection;
using SipIds.Preprocessors.Mandatory.Tools;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Judges the fields that every message must carry (RFC 3261 §8.1.1): are they there, are they well formed, and do they betray an attack tool.</summary>
public sealed class MandatoryPreprocessor : IPreprocessor<MandatoryPreprocessor, MandatoryOptions>
{
    private readonly CallIdCheck _callId;
    private readonly SizeCheck _size;
    private readonly AssertedCheck _asserted;
    private readonly ScannerCheck _scanner;
    private readonly OrdinaryMessage _ordinary;
    private readonly WholeLines _wholeLines = new();

    private MandatoryPreprocessor(MandatoryOptions options, PreprocessorServices services)
    {
        _callId = new(options);
        _size = new(services.Settings.Limits);
        _asserted = new(services.Settings);
        _scanner = new(options.Scanners);
        _ordinary = new(_callId, _size);
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "mandatory",
        Summary = "Judges the fields that every message must carry: Call-ID, CSeq, From, To, Via and Max-Forwards.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.Messages,
        Events =
        [
            MissingCheck.Event, CallIdCheck.Event, CSeqCheck.MethodEvent, CSeqCheck.NumberEvent, FromToCheck.Event, ViaCheck.Event,
            DuplicateCheck.Event, MaxForwardsCheck.Event, FromTagCheck.Event, BranchCookieCheck.Event, SizeCheck.Event, InjectionCheck.Event,
            ScannerCheck.Event, ViaRoutingCheck.Event, ToolFingerprintCheck.Event, DialplanCheck.Event, AssertedCheck.Event,
        ],
    };

    /// <inheritdoc/>
    public static MandatoryPreprocessor Create(MandatoryOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        _asserted.Inspect(packet, inspection);
        if (WholeLines.AreAllThatIsLeftOf(packet))
        {
            InspectCut(packet, inspection);
            return;
        }

        var fields = new MandatoryFields(packet.Message);
        if (_ordinary.Is(fields))
        {
            _scanner.Inspect(fields, inspection);
            ToolFingerprintCheck.Inspect(fields, inspection);
        }
        else if (packet.AreHeadersCut)
        {
            // What a snap length cut is missing, and is nobody's fault.
            InjectionCheck.Inspect(fields, inspection);
            DialplanCheck.Inspect(fields, inspection);
            _scanner.Inspect(fields, inspection);
        }
        else
        {
            InspectAll(packet, fields, inspection);
        }
    }

    // Of an ordinary message this says no more than the two checks above.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void InspectAll(in SipPacket packet, in MandatoryFields fields, Inspection inspection)
    {
        MissingCheck.Inspect(fields, inspection);
        InspectPresent(fields, inspection);
        if (fields.Message.IsRequest)
        {
            MaxForwardsCheck.Inspect(fields, inspection);
            FromTagCheck.Inspect(fields, inspection);
        }
        else
        {
            ViaRoutingCheck.Inspect(fields, packet.Target, inspection);
        }
    }

    // A field that is not there may lie behind the cut, and so may further Vias.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void InspectCut(in SipPacket packet, Inspection inspection)
    {
        var message = _wholeLines.Read(packet.Payload);
        if (message.IsEmpty)
        {
            return;
        }

        var fields = new MandatoryFields(message);
        InspectPresent(fields, inspection);
        if (fields.Message.Has(SipHeaderId.MaxForwards) && fields.Message.IsRequest)
        {
            MaxForwardsCheck.Inspect(fields, inspection);
        }

        if (fields.Message.Has(SipHeaderId.From) && fields.Message.IsRequest)
        {
            FromTagCheck.Inspect(fields, inspection);
        }
    }

    private void InspectPresent(in MandatoryFields fields, Inspection inspection)
    {
        _callId.Inspect(fields, inspection);
        CSeqCheck.Inspect(fields, inspection);
        FromToCheck.Inspect(fields, inspection);
        ViaCheck.Inspect(fields, inspection);
        DuplicateCheck.Inspect(fields, inspection);
        _size.Inspect(fields, inspection);
        InjectionCheck.Inspect(fields, inspection);
        DialplanCheck.Inspect(fields, inspection);
        _scanner.Inspect(fields, inspection);
        ToolFingerprintCheck.Inspect(fields, inspection);
        if (fields.Message.IsRequest)
        {
            BranchCookieCheck.Inspect(fields, inspection);
        }
    }
}
