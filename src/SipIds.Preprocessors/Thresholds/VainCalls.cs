using SipIds.Calls;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Which numbers each origin called at a server without getting a call up, in the last period.</summary>
/// <remarks>
/// Counted is the hop on which a call begins: what a proxy passes on is its caller's. A PBX that rings its phones asks each phone for another number; a scanner asks one server for all.
/// A number that rings or is busy after all is taken back. A silence tells a scanner nothing, and over a day it is more likely the sensor's that sees one direction only: it is no slow one.
/// </remarks>
internal sealed class VainCalls
{
    // A dialler gets one call of ten up.
    private const int CallsForAnswer = 10;

    // A customer of an IPv6 provider has as many /64s as anybody likes: counted is the /48.
    private const int NetworkFactor = 2;

    // Where a password was accepted, a dialler may begin its day with numbers that all fail.
    private const int AccountFactor = 4;
    private const int ExactTo = 4;

    private readonly int _limit;
    private readonly TimeSpan _period;
    private readonly KeyHasher _hasher;
    private readonly SlowUsers _slow;
    private readonly LimitShares _shares;
    private readonly ReachedUsers _reached;
    private readonly SilentCalls _silent;
    private readonly DistinctCounter _numbers;
    private readonly BoundedTable<CountedWindow> _acknowledged;

    public VainCalls(ThresholdsOptions options, PreprocessorServices services, SlowUsers slow, LimitShares shares, ReachedUsers reached)
    {
        (_limit, _period, _hasher) = (options.Destinations, services.Settings.Period, services.Hasher);
        (_slow, _shares, _reached) = (slow, shares, reached);
        _silent = new(options, services);
        _numbers = services.Keep($"vain_numbers/{_limit}/{_period}", () => new DistinctCounter(Math.Max(options.SourcesTracked / 4, 64), ExactTo * _limit, _period));
        _acknowledged = services.Keep("acknowledged_failures", () => new BoundedTable<CountedWindow>(Math.Max(options.SourcesTracked / 4, 64)));
    }

    /// <summary>Whether no number was called in vain.</summary>
    public bool IsQuiet => _numbers.IsEmpty;

    /// <summary>Who asks whom.</summary>
    public StateKey AskerOf(in SourceKey source, NetEndpoint server) => AskedFor.By(source, _hasher).With(_hasher.Hash(server));

    /// <summary>How many numbers an asker may call in vain: twice as many from an IPv6 /48, four times as many where a password was accepted, and ten more for each of its calls that was answered in the last day.</summary>
    public static long Allowed(long limit, NetAddress origin, Inspection inspection)
    {
        var (standing, now) = (inspection.Call.Standing, inspection.Now);
        limit = origin.IsIPv4 ? limit : NetworkFactor * limit;
        return (standing.HasAccount(origin, now) ? AccountFactor * limit : limit) + (CallsForAnswer * standing.AnsweredCalls(origin, now));
    }

    public long Count(StateKey asker, Timestamp now) => _numbers.Count(asker, now);

    /// <summary>How many failures an asker acknowledged, which a forged source cannot.</summary>
    public long Acknowledged(StateKey asker, Timestamp now) => _acknowledged.PlaceOf(asker, now) is >= 0 and var place ? _acknowledged.At(place).Window.Read(now, _period) : 0;

    /// <summary>Takes in a new call that passes.</summary>
    public void OnCall(in SipPacket packet, in SourceKey source, CallContext calls)
    {
        if (calls.Standing.IsPeer(packet.Origin.Address, packet.Time))
        {
            return;
        }

        var asker = AskerOf(source, packet.Target);
        _silent.Add(calls.CallKey.With(source.Key), new() { Asker = asker, Number = calls.UriKey, Name = calls.FromKey }, packet.Time);
    }

    /// <summary>Takes in a response to a call outside dialogs.</summary>
    /// <returns>Whether one more number was called in vain.</returns>
    public bool OnResponse(in SipPacket packet, in SourceKey source, in Transaction request, Inspection inspection)
    {
        var (now, status) = (inspection.Now, packet.Message.StatusCode);
        var place = _silent.Hear(inspection.Call.CallKey.With(source.Key), now);
        if (status is (> 100 and < 300) or 486 or 487 or 600)
        {
            _reached.Add(request.Uri, now);
        }

        if (place < 0 || inspection.Call.Standing.IsPeer(request.Origin.Address, now))
        {
            return false;
        }

        ref var call = ref _silent.At(place);
        var isInVain = AskedFor.IsWithoutCall(status) && inspection.Call.Call.State is not CallState.Early;
        if (call.IsCounted && !isInVain)
        {
            TakeBack(call, now);
        }

        var isNew = isInVain && !call.IsCounted;
        call.IsCounted = isInVain;
        if (isInVain)
        {
            _slow.Add(call.Asker, call.Number, call.Name, now);
        }

        return isNew && Add(call, now);
    }

    /// <summary>Takes in an ACK outside dialogs, or one to an answer that was not seen.</summary>
    public void OnAck(in SipPacket packet, in SourceKey source, CallContext calls)
    {
        var asker = AskerOf(source, packet.Target);
        if (calls.AcknowledgesRefusal && AskedFor.IsWithoutCall(calls.Transaction.FinalStatus))
        {
            ref var counted = ref _acknowledged.GetOrAdd(asker, packet.Time, out _);
            counted.Expires = packet.Time + _period;
            _ = counted.Window.Hit(packet.Time, _period);
        }
        else if (_silent.Hear(calls.CallKey.With(source.Key), packet.Time) is >= 0 and var place && calls.Call.FinalStatus == 0)
        {
            _silent.SeesOneWay(asker, packet.Time);
            TakeBack(_silent.At(place), packet.Time);
        }
    }

    /// <summary>Counts calls that nothing came back to, and forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        while (_silent.TryTake(now, out var call, out var when))
        {
            _ = Add(call, when);
        }

        _silent.OnTick(now);
        _numbers.Sweep(now);
        _acknowledged.Sweep(now, _acknowledged.Capacity / UnknownUsers.TicksForAll);
    }

    private bool Add(in NewCall call, Timestamp now)
    {
        var before = _numbers.Count(call.Asker, now);
        var count = _numbers.Add(call.Asker, call.Number, now);
        if (count > before)
        {
            _shares.Follow(call.Asker.With((ulong)TollScanCheck.Event.Sid), call.Name, count, _limit, now);
        }

        return count > before;
    }

    private void TakeBack(in NewCall call, Timestamp now)
    {
        _numbers.Remove(call.Asker, call.Number, now);
        _slow.Remove(call.Asker, call.Number, now);
    }
}
