namespace SipIds.Capture.NfQueue;

/// <summary>A way to tell the kernel which packets to queue.</summary>
internal interface IFirewall
{
    /// <summary>Finds out whether the kernel and this process can do it, and changes nothing.</summary>
    /// <returns>Null if so, else the reason.</returns>
    string? Probe();

    /// <summary>What puts the rules in, on a host that has none of them.</summary>
    IReadOnlyList<FirewallCommand> Install();

    /// <summary>What takes them out.</summary>
    IReadOnlyList<FirewallCommand> Remove();

    /// <summary>The rules as the kernel has them now, as text to be compared; null where none can be listed.</summary>
    string? Look();

    /// <summary>What puts the rules of this firewall, if there are any from before, out of the way. Failures mean that there were none.</summary>
    void Clear();
}
