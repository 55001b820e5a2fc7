namespace SipIds.Host.Live;

/// <summary>Something that a run set up in the system around it, and that others can take away: the firewall's rules.</summary>
internal interface IMendable : IDisposable
{
    /// <summary>Sets it up again where it is gone.</summary>
    /// <returns>Whether it was gone.</returns>
    /// <exception cref="IOException">It cannot be set up; the message is a sentence for a person.</exception>
    bool Mend();
}
