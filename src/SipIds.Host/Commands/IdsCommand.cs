using System.CommandLine;
using System.Globalization;
using SipIds.Capture.AfPacket;
using SipIds.Host.Live;

namespace SipIds.Host.Commands;

/// <summary><c>sipids ids</c>: watches interfaces and reports what passes there.</summary>
internal static class IdsCommand
{
    private const int MaxWorkers = 64;

    public static Command Create()
    {
        var interfaces = new Option<string[]>("--interface", "-i")
        {
            Description = "An interface to watch, such as the one at a mirror port. May be repeated.",
            HelpName = "eth0",
            Arity = ArgumentArity.OneOrMore,
            Required = true,
        };
        var workers = new Option<int>("--workers")
        {
            Description = "Threads that read each interface; the kernel shares its packets out among them.",
            HelpName = "n",
            DefaultValueFactory = _ => 1,
        };
        workers.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxWorkers))
            {
                result.AddError($"--workers is a number from 1 to {MaxWorkers}.");
            }
        });
        var arguments = new LiveArguments();
        var command = new Command("ids", "Watch interfaces and report what passes there, without touching it.") { interfaces, workers };
        arguments.AddTo(command);
        command.SetAction(parsed => arguments.Run(parsed, inline: false, request => Choose(request, parsed.GetValue(interfaces)!, parsed.GetValue(workers))));
        return command;
    }

    private static LiveRequest Choose(LiveRequest request, string[] interfaces, int workers)
    {
        var options = request.Options.Capture;
        var ports = request.Configuration.Pipeline.Ports;
        var each = workers == 1 ? "" : $", {workers} workers each";
        return request with
        {
            Sources =
            [
                .. interfaces.Distinct(StringComparer.Ordinal).Select(name => workers == 1
                    ? SourcePlan.Single(name, () => AfPacketSource.Open(name, options, ports))
                    : new SourcePlan(name, () => AfPacketSource.OpenShared(name, options, ports, workers))),
            ],
            Plan = [("watches", $"{string.Join(", ", interfaces.Distinct(StringComparer.Ordinal))} (ring of {options.Ring}{each})"), ("SIP ports", string.Join(", ", ports))],
        };
    }
}
