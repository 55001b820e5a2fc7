using System.Globalization;
using System.Text;

namespace SipIds.Capture.NfQueue;

/// <summary>
/// Rules of iptables (IPv4) and ip6tables (IPv6) in a chain that holds nothing else.
/// They stand in the table "security", where hardly anything else does: a packet that a queue accepts skips the rest of the table it was queued in,
/// which in the table "filter" would be the firewall itself. That table comes after the filter, so what the firewall drops is not judged.
/// </summary>
internal sealed class IptablesFirewall(QueueRuleOptions options, bool hasIPv6) : IFirewall
{
    // What the match "multiport" takes.
    private const int PortsPerRule = 15;

    private static readonly string[] s_common = ["-w", "5", "-t", "security"];

    private readonly string _chain = string.Create(CultureInfo.InvariantCulture, $"SIPIDS-{options.FirstQueue}");

    private IReadOnlyList<string> Programs => hasIPv6 ? ["iptables", "ip6tables"] : ["iptables"];

    public string? Probe() => Programs.Select(program => Table(program, "-n", "-L", "OUTPUT").Run()).FirstOrDefault(fault => fault is not null);

    public IReadOnlyList<FirewallCommand> Install() => [.. Programs.SelectMany(Install)];

    public IReadOnlyList<FirewallCommand> Remove() => [.. Programs.SelectMany(program => RemoveJumps(program).Concat(RemoveChain(program)))];

    public string? Look()
    {
        var rules = new StringBuilder();
        foreach (var program in Programs)
        {
            if (Table(program, "-S").Run(out var table) is not null)
            {
                return null;
            }

            foreach (var line in table.Split('\n').Where(line => line.Split(' ').Contains(_chain, StringComparer.Ordinal)))
            {
                rules.Append(program).Append(' ').Append(line).Append('\n');
            }
        }

        return rules.ToString();
    }

    public void Clear()
    {
        // Chains that another run was started with too, and a jump more than once.
        var all = new IptablesFirewall(options with { OwnTraffic = true }, hasIPv6);
        foreach (var jump in all.Programs.SelectMany(all.RemoveJumps))
        {
            while (jump.Run() is null)
            {
            }
        }

        foreach (var command in all.Programs.SelectMany(RemoveChain))
        {
            _ = command.Run();
        }
    }

    private IEnumerable<FirewallCommand> Install(string program)
    {
        yield return Table(program, "-N", _chain);
        foreach (var protocol in (string[])["udp", "tcp"])
        {
            foreach (var ports in options.Ports.Chunk(PortsPerRule))
            {
                yield return Queue(program, protocol, "-m", "multiport", "--ports", string.Join(',', ports));
            }

            // The later fragments of a datagram carry no port.
            yield return program is "iptables" ? Queue(program, protocol, "-f") : Queue(program, protocol, "-m", "frag");
        }

        // The chain is whole before any packet is sent through it.
        foreach (var chain in options.Chains)
        {
            yield return Table(program, ["-I", chain.ToUpperInvariant(), "1", .. Jump(chain)]);
        }
    }

    private IEnumerable<FirewallCommand> RemoveJumps(string program) =>
        options.Chains.Select(chain => Table(program, ["-D", chain.ToUpperInvariant(), .. Jump(chain)]));

    private IEnumerable<FirewallCommand> RemoveChain(string program) => [Table(program, "-F", _chain), Table(program, "-X", _chain)];

    // What this host sends to itself was queued when it went out.
    private string[] Jump(string chain) => chain is "input" ? ["!", "-i", "lo", "-j", _chain] : ["-j", _chain];

    private FirewallCommand Queue(string program, string protocol, params ReadOnlySpan<string> match)
    {
        string[] queues = options.LastQueue > options.FirstQueue
            ? ["--queue-balance", string.Create(CultureInfo.InvariantCulture, $"{options.FirstQueue}:{options.LastQueue}")]
            : ["--queue-num", options.FirstQueue.ToString(CultureInfo.InvariantCulture)];
        string[] bypass = options.Bypass ? ["--queue-bypass"] : [];
        return Table(program, ["-A", _chain, "-p", protocol, .. match, "-j", "NFQUEUE", .. queues, .. bypass]);
    }

    private static FirewallCommand Table(string program, params ReadOnlySpan<string> arguments) => new(program, [.. s_common, .. arguments]);
}
