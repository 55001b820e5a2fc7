using System.Globalization;

namespace SipIds.Capture.NfQueue;

/// <summary>Rules in a table of nftables that holds nothing else. Each command is one transaction: all of it, or nothing.</summary>
internal sealed class NftFirewall(QueueRuleOptions options) : IFirewall
{
    // After the filter, which stands at 0: what the firewall drops never reaches its endpoint, so it is not judged. Before source NAT.
    private const int Priority = 50;

    private readonly string _table = string.Create(CultureInfo.InvariantCulture, $"inet sipids-{options.FirstQueue}");

    public string? Probe() => new FirewallCommand("nft", ["--check", Transaction([])]).Run();

    public IReadOnlyList<FirewallCommand> Install() => [Nft(Transaction([$"add table {_table}", $"delete table {_table}"]))];

    public IReadOnlyList<FirewallCommand> Remove() => [Nft($"delete table {_table}")];

    public string? Look() => Nft($"list table {_table}").Run(out var table) is null ? table : null;

    // To add what is there already is no fault, so this leaves none in any case.
    public void Clear() => _ = Nft($"add table {_table}; delete table {_table}").Run();

    private static FirewallCommand Nft(string transaction) => new("nft", [transaction]);

    // The table of a run that was killed goes in the transaction that brings the new one.
    private string Transaction(IEnumerable<string> first) =>
        string.Join("; ", [.. first, $"add table {_table}", .. options.Chains.SelectMany(Chain)]);

    private IEnumerable<string> Chain(string hook)
    {
        var chain = $"{_table} {hook}";
        var ports = $"{{ {string.Join(", ", options.Ports)} }}";
        yield return string.Create(CultureInfo.InvariantCulture, $"add chain {chain} {{ type filter hook {hook} priority {Priority}; policy accept; }}");
        if (hook is "input")
        {
            // What this host sends to itself was queued when it went out.
            yield return $"add rule {chain} iifname lo accept";
        }

        foreach (var match in (string[])
            [
                $"udp dport {ports}", $"udp sport {ports}", $"tcp dport {ports}", $"tcp sport {ports}",

                // The later fragments of a datagram carry no port.
                "meta l4proto { tcp, udp } ip frag-off & 0x1fff != 0", "meta l4proto { tcp, udp } exthdr frag exists",
            ])
        {
            yield return $"add rule {chain} {match} queue num {Queues}{(options.Bypass ? " bypass" : "")}";
        }
    }

    private string Queues => options.LastQueue > options.FirstQueue
        ? string.Create(CultureInfo.InvariantCulture, $"{options.FirstQueue}-{options.LastQueue}")
        : options.FirstQueue.ToString(CultureInfo.InvariantCulture);
}
