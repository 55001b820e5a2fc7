using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4001 for whoever changes the name with each call: a From is a claim, and one that was never proved counts for the address that made it.</summary>
/// <remarks>A trunk places calls in many names. It is known as a peer, or by a first call that is answered; until then it may begin four times as many as one caller.</remarks>
internal sealed class StrangerCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    private const int Factor = 4;

    private readonly TimeSpan _period = services.Settings.Period;
    private readonly int _limit = Factor * options.Calls;

    /// <summary>Counts a new INVITE.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        ref var counted = ref sources.GetOrAdd(source.Key.With((ulong)AttemptCheck.SpitCaller.Sid), packet.Time, out _);
        counted.Expires = packet.Time + _period;
        var count = counted.Window.Hit(packet.Time, _period);
        if (!LimitShares.IsFar(count, _limit))
        {
            Judge(packet, source, count, counted.Window.Since(packet.Time, _period), inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, long count, Timestamp since, Inspection inspection)
    {
        var calls = inspection.Call;
        var address = packet.Origin.Address;
        if (calls.Standing.WasAnswered(address, packet.Time) || calls.Standing.IsPeer(address, packet.Time) || calls.Standing.IsProven(calls.UserKey, address, packet.Time))
        {
            return;
        }

        Span<byte> text = stackalloc byte[SourceKey.MaxTextLength];
        var name = text[..source.Write(text)];
        var subject = source.Key.With((ulong)AttemptCheck.SpitCaller.Sid);
        var isSpared = shares.Spares(subject, shares.HolderOf(address), Calls.Standings.OriginStanding.Stranger, count, _limit, inspection);
        if (count > _limit)
        {
            inspection.Report(AttemptCheck.SpitCaller, count, _limit, since, name, subject, isSpared: isSpared);
        }
    }
}
