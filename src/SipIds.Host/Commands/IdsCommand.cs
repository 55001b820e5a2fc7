using System.CommandLine;
using System.Globalization;
using SipIds.Host.Live;
using SipIds.Host.Sources;

namespace SipIds.Host.Commands;

/// <summary><c>sipids ids</c>: watches interfaces and reports what passes there.</summary>
internal static class IdsCommand
{
    private const int MaxWorkers = 64;

    public static Command Create()
    {
        var watched = new WatchOptions();
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
        var command = new Command("ids", "Watch interfaces and report what passes there, without touching it.");
        watched.AddTo(command);
        command.Add(workers);
        arguments.AddTo(command);
        command.Validators.Add(result =>
        {
            if (!watched.AreUsed(result))
            {
                result.AddError("ids needs an interface to watch: --interface, or --source.");
            }
        });
        command.SetAction(parsed => arguments.Run(parsed, inline: false, request => Choose(request, watched.Of(parsed), parsed.GetValue(workers))));
        return command;
    }

    private static LiveRequest? Choose(LiveRequest request, IReadOnlyList<WatchedSource> watched, int workers)
    {
        if (workers > 1 && watched.FirstOrDefault(w => !w.Source.Info.CanShare) is { } alone)
        {
            Console.Error.WriteLine($"sipids: {alone.Source.Info.Name} does not share an interface out among --workers.");
            return null;
        }

        var options = request.Options.Capture;
        var ports = request.Configuration.Pipeline.Ports;
        var each = workers == 1 ? "" : $", {workers} workers each";
        return request with
        {
            Sources = [.. watched.Select(source => new SourcePlan(source.Target, () => source.Open(options, ports, workers)))],
            Plan = [("watches", $"{string.Join(", ", watched.Select(source => source.Target))} (ring of {options.Ring}{each})"), ("SIP ports", string.Join(", ", ports))],
        };
    }
}
