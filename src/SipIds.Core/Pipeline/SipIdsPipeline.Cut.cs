using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Pipeline;

// Messages that a snap length cut short. What is left of them may accuse; what is missing accuses nobody.
public sealed partial class SipIdsPipeline
{
    private Verdict ProcessCutSegment(in DecodedPacket packet, Verdict verdict)
    {
        if (!_streams.TryTakeCut(packet, out var rest) || !SipSniffer.LooksLikeSip(rest))
        {
            return verdict;
        }

        var ofRest = ProcessPayload(packet, CutMessage.WholeLines(rest));
        return verdict is Verdict.Pass ? ofRest : verdict;
    }

    // Only what judges a message by itself sees it. The call table takes it in if it says which call it is of, and is blind otherwise.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Verdict ProcessCut(in SipPacket packet)
    {
        _inspection.Begin(packet.Time);
        _calls?.LookUp(packet);
        _dispatcher.InspectCut(packet, _inspection);
        var verdict = _inspection.Count > 0 ? Judge(packet) : Verdict.Pass;
        if (verdict is Verdict.Pass && !packet.Decoded.IsDiscarded)
        {
            _calls?.ObserveCut(packet);
        }

        if (_observers.Length > 0 && packet.Status is SipParseStatus.Ok && CutMessage.IsIdentified(packet.Message))
        {
            Show(packet, verdict);
        }

        return verdict;
    }
}
