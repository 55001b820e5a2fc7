using System.Runtime.CompilerServices;
using SipIds.Pipeline.Refusals;
using SipIds.Pipeline.Verdicts;

namespace SipIds.Pipeline;

public sealed partial class SipIdsPipeline
{
    // Tells the sender of a message that is being dropped, and returns the status code that it was told; 0 if none.
    private int Refuse(in SipPacket packet)
    {
        var rejecting = Policy.Rejecting(_inspection);
        return rejecting is null ? 0 : Refuse(packet, Refusal.Of(rejecting, _setup.Settings.Period));
    }

    // A copy of what was refused is answered as it was, for the first answer may be lost.
    private void RefuseAgain(in SipPacket packet)
    {
        if (_calls is { Context.RefusedWith: not 0 and var status })
        {
            _ = Refuse(packet, Refusal.Of(status, _setup.Settings.Period));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Refuse(in SipPacket packet, Refusal refusal)
    {
        if (_calls is null || _segments.Control is not { } control || !_refusals.TryRefuse(packet, _calls.Context, refusal, control))
        {
            return 0;
        }

        Statistics.Refused++;
        return refusal.Status;
    }
}
