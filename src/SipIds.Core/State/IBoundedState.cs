namespace SipIds.State;

/// <summary>State of a fixed size, whose fill is worth a look.</summary>
public interface IBoundedState
{
    /// <summary>How much there is room for.</summary>
    int Capacity { get; }

    /// <summary>How much of it is taken, by what lives and by what has expired and was not swept away yet.</summary>
    int Count { get; }

    /// <summary>How much was given up for want of room.</summary>
    long Evictions { get; }
}
