namespace SipIds.Capture.NfQueue;

/// <summary>
/// The firewall rules that feed the queues: SIP's ports over UDP and TCP, IPv4 and IPv6, and the later fragments of any datagram, which carry no ports.
/// RTP is not queued. nftables is used where the kernel can queue from it, iptables otherwise.
/// </summary>
public sealed class QueueRules : IDisposable
{
    private readonly IFirewall _firewall;
    private readonly string? _rejected;
    private readonly Lock _lock = new();
    private bool _isInstalled;
    private string? _installed;

    private QueueRules(IFirewall firewall, string? rejected) => (_firewall, _rejected) = (firewall, rejected);

    /// <summary>What puts the rules in, to be shown to a person.</summary>
    public IReadOnlyList<FirewallCommand> InstallCommands => _firewall.Install();

    /// <summary>What takes them out again.</summary>
    public IReadOnlyList<FirewallCommand> RemoveCommands => _firewall.Remove();

    /// <summary>Makes rules for the firewall of this host; nothing is changed yet.</summary>
    /// <exception cref="ArgumentException">There is no port, or one out of range, or the last queue is before the first.</exception>
    public static QueueRules For(QueueRuleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LastQueue, options.FirstQueue, nameof(options));
        if (options.Ports.Count == 0 || options.Ports.Any(port => port is < 1 or > ushort.MaxValue))
        {
            throw new ArgumentException("Ports are from 1 to 65535, and there is at least one.", nameof(options));
        }

        var nft = new NftFirewall(options);
        return nft.Probe() is { } reason ? new(new IptablesFirewall(options, File.Exists("/proc/thread-self/net/if_inet6")), reason) : new(nft, rejected: null);
    }

    /// <summary>Rules for a firewall that is given.</summary>
    internal static QueueRules For(IFirewall firewall) => new(firewall, rejected: null);

    /// <summary>Puts the rules in, in place of those that a run which was killed left behind.</summary>
    /// <exception cref="IOException">A command failed, and nothing of the rules is left; the message is a sentence for a person.</exception>
    public void Install()
    {
        lock (_lock)
        {
            InstallAll();
        }
    }

    /// <summary>Puts the rules in again where somebody has taken one of them away, as a reload of the firewall does.</summary>
    /// <returns>Whether one was gone.</returns>
    /// <exception cref="IOException">They cannot be put in again; the message is a sentence for a person.</exception>
    public bool Mend()
    {
        lock (_lock)
        {
            if (!_isInstalled || _installed is null || string.Equals(_firewall.Look(), _installed, StringComparison.Ordinal))
            {
                return false;
            }

            InstallAll();
            return true;
        }
    }

    /// <summary>Takes the rules out that were put in.</summary>
    /// <exception cref="IOException">A command failed, as where somebody took a rule out before; the rest is taken out.</exception>
    public void Remove()
    {
        string? first = null;
        lock (_lock)
        {
            foreach (var command in _isInstalled ? RemoveCommands : [])
            {
                first = command.Run() is { } fault ? first ?? $"The firewall refused '{command}': {fault}." : first;
            }

            _isInstalled = false;
        }

        if (first is not null)
        {
            throw new IOException(first);
        }
    }

    /// <summary>Takes the rules out if they are still in.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isInstalled)
            {
                _isInstalled = false;
                _firewall.Clear();
            }
        }
    }

    private void InstallAll()
    {
        if (_firewall.Probe() is { } reason)
        {
            throw new IOException($"The firewall takes no rules: {(_rejected is null ? "" : $"{_rejected}; ")}{reason}.");
        }

        _firewall.Clear();
        foreach (var command in InstallCommands)
        {
            if (command.Run() is { } fault)
            {
                _firewall.Clear();
                throw new IOException($"The firewall refused '{command}': {fault}.");
            }
        }

        _isInstalled = true;
        _installed = _firewall.Look();
    }
}
