using System.Diagnostics.CodeAnalysis;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>A queue of fixed capacity of things that wait for a time to pass, in the order in which they came.</summary>
/// <param name="capacity">How many can wait.</param>
public sealed class ExpiryQueue<T>(int capacity)
{
    private readonly (T Item, Timestamp Since)[] _items = new (T, Timestamp)[capacity];
    private int _first;

    /// <summary>How many wait.</summary>
    public int Count { get; private set; }

    /// <summary>Whether nothing more can be added.</summary>
    public bool IsFull => Count == _items.Length;

    /// <summary>Looks at what waits longest.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out T item, out Timestamp since)
    {
        (item, since) = Count > 0 ? _items[_first] : default;
        return Count > 0;
    }

    /// <summary>Takes out what waits longest.</summary>
    public bool TryTake([MaybeNullWhen(false)] out T item, out Timestamp since)
    {
        if (!TryPeek(out item, out since))
        {
            return false;
        }

        _first = (_first + 1) % _items.Length;
        Count--;
        return true;
    }

    /// <summary>Adds what waits from now on.</summary>
    /// <exception cref="InvalidOperationException">The queue is full.</exception>
    public void Add(T item, Timestamp now)
    {
        if (IsFull)
        {
            throw new InvalidOperationException("The queue is full.");
        }

        _items[(_first + Count++) % _items.Length] = (item, now);
    }
}
