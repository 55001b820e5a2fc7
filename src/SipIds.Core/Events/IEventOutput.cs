namespace SipIds.Events;

/// <summary>Where alerts go. Called in capture order on one thread; never on the packet's way to its endpoint.</summary>
/// <remarks>An output does not throw for what the world does to it (a full disk, a closed pipe): it counts in <see cref="Lost"/> and says why in <see cref="Fault"/>.</remarks>
public interface IEventOutput : IDisposable
{
    /// <summary>What a person calls it in messages: <c>EVE log alerts.json</c>.</summary>
    string Name { get; }

    /// <summary>How many alerts could not be written.</summary>
    long Lost { get; }

    /// <summary>Why alerts are being lost, in one sentence; null while all is well.</summary>
    string? Fault { get; }

    /// <summary>Whether it writes events whose action is <see cref="EventAction.Log"/>, too: an output that a person is alarmed by does not.</summary>
    bool TakesLogged => false;

    /// <summary>Writes one alert. <paramref name="packet"/> is the packet that raised it.</summary>
    void Write(in Alert alert, in SipPacket packet);

    /// <summary>Pushes what is buffered to where it goes.</summary>
    void Flush();

    /// <summary>Opens its files anew, where it has some: whoever rotates logs has moved them away. May be called from any thread in a live run.</summary>
    void Reopen()
    {
    }
}
