using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Calls by Call-ID, with what a message that passes does to them.</summary>
internal sealed class CallTable
{
    private readonly BoundedTable<Call> _calls;
    private readonly Blindness _blindness;
    private readonly BoundedTable<Call>.Expiry _forget;

    /// <summary>An empty table.</summary>
    /// <param name="options">Its capacity and the lifetimes of its states.</param>
    /// <param name="proxies">The proxies whose calls are counted apart.</param>
    /// <param name="blindness">What is told of calls that give way.</param>
    public CallTable(CallTableOptions options, NetPrefixSet proxies, Blindness blindness)
    {
        _calls = new(options.Capacity);
        _blindness = blindness;
        _forget = Forget;
        Transitions = new(options, new(proxies));
        Newest = new(_calls);
    }

    public CallTransitions Transitions { get; }

    /// <summary>The calls that began last.</summary>
    public NewestCalls Newest { get; }

    public CallLoad Load => Transitions.Load;

    public long Evictions => _calls.Evictions;

    public long LiveEvictions => _calls.LiveEvictions;

    public TableFill Fill => TableFill.Of("calls", _calls);

    public int PlaceOf(StateKey callId, Timestamp now) => _calls.PlaceOf(callId, now);

    public ref Call At(int place) => ref _calls.At(place);

    /// <summary>The call of a message, a new one where there is none.</summary>
    public ref Call Enter(CallContext context, Timestamp now, out bool isNew)
    {
        ref var call = ref _calls.GetOrAdd(context.Keys.Call, now, out isNew, _forget);
        context.CallPlace = _calls.PlaceOf(ref call);
        return ref call;
    }

    public void Sweep(Timestamp now, int ticksForAll) => _calls.Sweep(now, _calls.Capacity / ticksForAll, _forget);

    /// <summary>Counts the live calls one by one.</summary>
    public long CountLive()
    {
        var live = 0L;
        for (var place = 0; place < _calls.Capacity; place++)
        {
            live += _calls.At(place).IsLive ? 1 : 0;
        }

        return live;
    }

    private void Forget(in Call replaced)
    {
        Transitions.Forget(replaced);
        _blindness.OnForgotten(replaced);
    }
}
