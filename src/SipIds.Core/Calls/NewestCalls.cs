using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Which calls began last, for whoever shows some of them: a place is written when a call begins, and no packet costs more for it.</summary>
internal sealed class NewestCalls(BoundedTable<Call> calls)
{
    /// <summary>How many are remembered.</summary>
    public const int Capacity = 256;

    private readonly (StateKey Call, Timestamp Started)[] _ring = new (StateKey, Timestamp)[Capacity];
    private int _next;
    private int _count;

    /// <summary>Remembers a call if it begins with the packet of this moment.</summary>
    public void Note(StateKey key, in Call call, Timestamp now)
    {
        if (call.Started != now || _ring[(_next - 1 + Capacity) % Capacity] == (key, now))
        {
            return;
        }

        _ring[_next] = (key, now);
        _next = (_next + 1) % Capacity;
        _count = Math.Min(_count + 1, Capacity);
    }

    /// <summary>Those of them that the table still knows, the newest first.</summary>
    public CallSummary[] In(Timestamp now)
    {
        var found = new List<CallSummary>(_count);
        for (var age = 1; age <= _count; age++)
        {
            var (key, started) = _ring[(_next - age + Capacity) % Capacity];
            ref var call = ref calls.Find(key, now);

            // One that ended and was begun again under the same Call-ID stands further up.
            if (!Unsafe.IsNullRef(ref call) && call.Started == started)
            {
                found.Add(CallSummary.Of(call));
            }
        }

        return [.. found];
    }
}
