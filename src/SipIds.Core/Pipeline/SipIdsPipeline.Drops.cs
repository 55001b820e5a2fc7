using SipIds.Events;

namespace SipIds.Pipeline;

public sealed partial class SipIdsPipeline
{
    /// <summary>Records one message that does not pass, or would not but for <c>action_drop: shadow</c>.</summary>
    private void WriteDrop(in Drop drop, in SipPacket packet)
    {
        Statistics.CountDrop(drop.Event);
        if (_dropOutputs.Length == 0 || !_drops.TryPass(packet.Source.Address, packet.Time, out var leftOut))
        {
            Statistics.DropsLeftOut = _drops.LeftOut;
            return;
        }

        var record = drop with { LeftOut = leftOut };
        foreach (var output in _dropOutputs)
        {
            output.Write(record, packet);
        }
    }
}
