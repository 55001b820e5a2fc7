using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Runtime.Versioning;
using SipIds.Capture.Bridge;
using SipIds.Capture.NfQueue;
using SipIds.Host.Live;
using SipIds.Host.Locks;
using SipIds.Host.Settings;

namespace SipIds.Host.Commands;

/// <summary><c>sipids ips</c>: stands in the path, between two interfaces or behind the firewall, and drops.</summary>
internal static class IpsCommand
{
    public static Command Create()
    {
        var queue = new Option<string?>("--queue") { Description = "The queue, or the first and the last queue, that the firewall hands packets to (NFQUEUE).", HelpName = "0[:3]" };
        var bridge = new Option<string[]>("--bridge") { Description = "Two interfaces to join as a bridge that nobody sees. May be repeated.", HelpName = "eth1:eth2", DefaultValueFactory = _ => [] };
        var install = new Option<bool>("--install-rules") { Description = "With --queue, set the firewall's rules that feed the queues, and remove exactly those at the end." };
        var own = new Option<bool>("--own-traffic") { Description = "With --queue, have the rules queue the traffic of this host itself too, beside what it forwards." };
        queue.Validators.Add(RefuseBadRange);
        bridge.Validators.Add(RefuseBadPair);
        var arguments = new LiveArguments();
        var command = new Command("ips", "Stand in the path of packets, and drop what action_drop says.") { queue, bridge, install, own };
        arguments.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(queue) is null == result.GetResult(bridge) is null)
            {
                result.AddError("ips needs either --queue or --bridge.");
            }
            else if (result.GetResult(queue) is null && (result.GetResult(install) is not null || result.GetResult(own) is not null))
            {
                result.AddError("--install-rules and --own-traffic are for --queue; a bridge needs no rules.");
            }
        });
        command.SetAction(parsed => arguments.Run(parsed, inline: true, request => !OperatingSystem.IsLinux() ? Refuse()
            : parsed.GetValue(queue) is { } range ? Choose(request, RangeOf(range)!.Value, parsed.GetValue(install), parsed.GetValue(own))
            : Choose(request, [.. parsed.GetValue(bridge)!.Select(pair => pair.Split(':'))])));
        return command;
    }

    private static LiveRequest? Refuse()
    {
        Console.Error.WriteLine("sipids: ips stands in the path of packets on Linux alone; ids watches them here, too.");
        return null;
    }

    [SupportedOSPlatform("linux")]
    private static LiveRequest Choose(LiveRequest request, string[][] bridges) => request with
    {
        Sources = [.. bridges.Select(pair => SourcePlan.Single($"{pair[0]}:{pair[1]}", () => BridgeSource.Open(pair[0], pair[1], request.Options.Bridge)))],
        Uses = [.. bridges.SelectMany(pair => pair).Select(NetworkUse.OfBridge)],
        Plan = [.. bridges.Select(pair => ("bridges", $"{pair[0]} and {pair[1]}")), ("SIP ports", string.Join(", ", request.Configuration.Pipeline.Ports))],
    };

    [SupportedOSPlatform("linux")]
    private static LiveRequest Choose(LiveRequest request, (ushort First, ushort Last) queues, bool installs, bool own)
    {
        var isOpen = request.Options.OnFailure is FailureMode.Open;
        var rules = QueueRules.For(new()
        {
            FirstQueue = queues.First,
            LastQueue = queues.Last,
            Ports = request.Configuration.Pipeline.Ports,
            Bypass = isOpen,
            OwnTraffic = own,
        });
        return request with
        {
            Sources = [.. Enumerable.Range(queues.First, queues.Last - queues.First + 1).Select(number => Source(request, (ushort)number))],
            Plan =
            [
                ("reads", queues.First == queues.Last ? $"queue {queues.First}" : $"queues {queues.First} to {queues.Last}"),
                ("SIP ports", string.Join(", ", request.Configuration.Pipeline.Ports)),
                .. Rules(rules, installs),
            ],
            Install = installs ? () => new InstalledRules(rules) : null,
            Uses = installs ? [.. request.Configuration.Pipeline.Ports.Distinct().Select(NetworkUse.OfRules)] : [],
            IfSilent = "is there a rule of the firewall that feeds the queue?",
        };
    }

    [SupportedOSPlatform("linux")]
    private static SourcePlan Source(LiveRequest request, ushort number) => SourcePlan.Single($"queue {number}", () => new NfQueueSource(new()
    {
        Queue = number,
        FailOpen = request.Options.OnFailure is FailureMode.Open,
        Length = request.Options.Queue.Length,
        BufferBytes = (int)request.Options.Queue.Buffer.Bytes,
    }));

    private static IEnumerable<(string Label, string Text)> Rules(QueueRules rules, bool installs) => installs
        ? [("rules", "are set now, and removed at the end")]
        : [("rules", "are not set; these commands feed the queues:"), .. rules.InstallCommands.Select(command => ("", $"{command}"))];

    private static void RefuseBadRange(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && RangeOf(text) is null)
        {
            result.AddError($"'{text}' is neither a queue nor two, the first before the last, as in 0 or 0:3; queues are from 0 to 65535.");
        }
    }

    private static void RefuseBadPair(OptionResult result)
    {
        foreach (var token in result.Tokens)
        {
            if (token.Value.Split(':') is not [{ Length: > 0 }, { Length: > 0 }])
            {
                result.AddError($"'{token.Value}' is not two interfaces, as in eth1:eth2.");
            }
        }

        foreach (var twice in result.Tokens.SelectMany(token => token.Value.Split(':').Distinct(StringComparer.Ordinal)).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            result.AddError($"'{twice.Key}' is in two bridges.");
        }
    }

    private static (ushort First, ushort Last)? RangeOf(string text)
    {
        var parts = text.Split(':');
        return parts.Length <= 2 && TryParse(parts[0], out var first) && TryParse(parts[^1], out var last) && first <= last ? (first, last) : null;
    }

    private static bool TryParse(string text, out ushort number) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private sealed class InstalledRules : IMendable
    {
        private readonly QueueRules _rules;

        public InstalledRules(QueueRules rules)
        {
            _rules = rules;
            rules.Install();
        }

        public bool Mend() => _rules.Mend();

        public void Dispose() => _rules.Remove();
    }
}
