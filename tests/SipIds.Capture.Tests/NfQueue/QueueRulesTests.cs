using SipIds.Capture.NfQueue;

namespace SipIds.Capture.Tests.NfQueue;

public class QueueRulesTests
{
    [Fact]
    public void Iptables_queues_both_transports_and_later_fragments_in_both_versions_of_ip() => Assert.Equal(
        [
            "iptables -w 5 -t security -N SIPIDS-0",
            "iptables -w 5 -t security -A SIPIDS-0 -p udp -m multiport --ports 5060,5061 -j NFQUEUE --queue-num 0 --queue-bypass",
            "iptables -w 5 -t security -A SIPIDS-0 -p udp -f -j NFQUEUE --queue-num 0 --queue-bypass",
            "iptables -w 5 -t security -A SIPIDS-0 -p tcp -m multiport --ports 5060,5061 -j NFQUEUE --queue-num 0 --queue-bypass",
            "iptables -w 5 -t security -A SIPIDS-0 -p tcp -f -j NFQUEUE --queue-num 0 --queue-bypass",
            "iptables -w 5 -t security -I FORWARD 1 -j SIPIDS-0",
            "ip6tables -w 5 -t security -N SIPIDS-0",
            "ip6tables -w 5 -t security -A SIPIDS-0 -p udp -m multiport --ports 5060,5061 -j NFQUEUE --queue-num 0 --queue-bypass",
            "ip6tables -w 5 -t security -A SIPIDS-0 -p udp -m frag -j NFQUEUE --queue-num 0 --queue-bypass",
            "ip6tables -w 5 -t security -A SIPIDS-0 -p tcp -m multiport --ports 5060,5061 -j NFQUEUE --queue-num 0 --queue-bypass",
            "ip6tables -w 5 -t security -A SIPIDS-0 -p tcp -m frag -j NFQUEUE --queue-num 0 --queue-bypass",
            "ip6tables -w 5 -t security -I FORWARD 1 -j SIPIDS-0",
        ],
        Iptables(new(), hasIPv6: true).Install().Select(command => command.ToString()), StringComparer.Ordinal);

    [Fact]
    public void Iptables_takes_out_what_it_put_in() => Assert.Equal(
        [
            "iptables -w 5 -t security -D FORWARD -j SIPIDS-4",
            "iptables -w 5 -t security -D INPUT '!' -i lo -j SIPIDS-4",
            "iptables -w 5 -t security -D OUTPUT -j SIPIDS-4",
            "iptables -w 5 -t security -F SIPIDS-4",
            "iptables -w 5 -t security -X SIPIDS-4",
        ],
        Iptables(new() { FirstQueue = 4, LastQueue = 5, OwnTraffic = true }).Remove().Select(command => command.ToString()), StringComparer.Ordinal);

    [Fact]
    public void Several_queues_are_balanced_and_without_bypass_nothing_passes_by() =>
        Assert.Contains(
            "iptables -w 5 -t security -A SIPIDS-2 -p udp -f -j NFQUEUE --queue-balance 2:4",
            Iptables(new() { FirstQueue = 2, LastQueue = 4, Bypass = false }).Install().Select(command => command.ToString()), StringComparer.Ordinal);

    [Fact]
    public void More_ports_than_one_rule_of_iptables_takes_become_several() =>
        Assert.Equal(
            ["1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", "16,17"],
            Iptables(new() { Ports = [.. Enumerable.Range(1, 17)] }).Install()
                .Select(command => command.ToString().Split(' '))
                .Where(words => words.AsSpan().Contains("udp") && words.AsSpan().Contains("--ports"))
                .Select(words => words[Array.IndexOf(words, "--ports") + 1]),
            StringComparer.Ordinal);

    [Fact]
    public void Nftables_gets_all_in_one_transaction_that_replaces_what_is_there() => Assert.Equal(
        "nft 'add table inet sipids-0; delete table inet sipids-0; add table inet sipids-0; "
        + "add chain inet sipids-0 forward { type filter hook forward priority 50; policy accept; }; "
        + "add rule inet sipids-0 forward udp dport { 5060 } queue num 0-3 bypass; "
        + "add rule inet sipids-0 forward udp sport { 5060 } queue num 0-3 bypass; "
        + "add rule inet sipids-0 forward tcp dport { 5060 } queue num 0-3 bypass; "
        + "add rule inet sipids-0 forward tcp sport { 5060 } queue num 0-3 bypass; "
        + "add rule inet sipids-0 forward meta l4proto { tcp, udp } ip frag-off & 0x1fff != 0 queue num 0-3 bypass; "
        + "add rule inet sipids-0 forward meta l4proto { tcp, udp } exthdr frag exists queue num 0-3 bypass'",
        Assert.Single(new NftFirewall(new() { LastQueue = 3, Ports = [5060] }).Install()).ToString());

    [Fact]
    public void Nftables_takes_out_its_table() =>
        Assert.Equal("nft 'delete table inet sipids-4'", Assert.Single(new NftFirewall(new() { FirstQueue = 4, LastQueue = 4 }).Remove()).ToString());

    [Fact]
    public void Nftables_queues_what_this_host_sends_to_itself_once() =>
        Assert.Contains(
            "; add chain inet sipids-0 input { type filter hook input priority 50; policy accept; }; add rule inet sipids-0 input iifname lo accept; ",
            new NftFirewall(new() { OwnTraffic = true }).Install()[0].Arguments[0],
            StringComparison.Ordinal);

    [Fact]
    public void A_command_is_shown_as_a_shell_reads_it() =>
        Assert.Equal(@"a b-1 'c d' '' 'it'\''s' '$x' '!'", new FirewallCommand("a", ["b-1", "c d", "", "it's", "$x", "!"]).ToString());

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(65_536, 0, 0)]
    [InlineData(5060, 3, 2)]
    public void Rules_that_make_no_sense_are_refused(int port, ushort first, ushort last) =>
        Assert.ThrowsAny<ArgumentException>(() => QueueRules.For(new QueueRuleOptions { Ports = [port], FirstQueue = first, LastQueue = last }));

    [Fact]
    public void A_firewall_that_takes_no_rules_is_said_and_left_alone()
    {
        var firewall = new BrokenFirewall("iptables: Permission denied", "true");
        Assert.Equal("The firewall takes no rules: iptables: Permission denied.", Assert.Throws<IOException>(QueueRules.For(firewall).Install).Message);
        Assert.Equal(0, firewall.Cleared);
    }

    [Fact]
    public void A_command_that_fails_is_named_and_what_went_before_is_taken_back()
    {
        var firewall = new BrokenFirewall(null, "no-such-program");
        var fault = Assert.Throws<IOException>(QueueRules.For(firewall).Install);
        Assert.StartsWith("The firewall refused 'no-such-program': ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, firewall.Cleared);
    }

    [Fact]
    public void Rules_that_were_taken_away_are_put_in_again_and_others_are_left_alone()
    {
        var firewall = new ListedFirewall();
        var rules = QueueRules.For(firewall);
        rules.Install();
        Assert.False(rules.Mend());
        firewall.Rules = "";
        Assert.True(rules.Mend());
        Assert.False(rules.Mend());
    }

    [Fact]
    public void Rules_that_are_not_in_are_not_mended()
    {
        var firewall = new ListedFirewall();
        var rules = QueueRules.For(firewall);
        Assert.False(rules.Mend());
        rules.Install();
        rules.Remove();
        Assert.False(rules.Mend());
    }

    private static IptablesFirewall Iptables(QueueRuleOptions options, bool hasIPv6 = false) => new(options, hasIPv6);

    private sealed class BrokenFirewall(string? reason, string program) : IFirewall
    {
        public int Cleared { get; private set; }

        public string? Probe() => reason;

        public IReadOnlyList<FirewallCommand> Install() => [new(program, [])];

        public IReadOnlyList<FirewallCommand> Remove() => [];

        public string? Look() => null;

        public void Clear() => Cleared++;
    }

    // A firewall whose rules are a text; what clears them is the beginning of every installation.
    private sealed class ListedFirewall : IFirewall
    {
        public string Rules { get; set; } = "";

        public string? Probe() => null;

        public IReadOnlyList<FirewallCommand> Install()
        {
            Rules = "rules";
            return [new("true", [])];
        }

        public IReadOnlyList<FirewallCommand> Remove() => [new("true", [])];

        public string? Look() => Rules;

        public void Clear() => Rules = "";
    }
}
