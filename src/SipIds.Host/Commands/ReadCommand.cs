using System.CommandLine;
using System.CommandLine.Parsing;
using SipIds.Host.Reading;

namespace SipIds.Host.Commands;

/// <summary><c>sipids read</c>: capture files in, alerts and a summary out.</summary>
internal static class ReadCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("file")
        {
            Description = "pcap or pcapng files, plain or gzipped, read as one capture in the order given; - for standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(PathRules.RefuseEmpty);
        files.Validators.Add(PathRules.RefuseOptions);
        var settings = new SettingsOptions();
        var outputs = new OutputOptions();
        var names = new Option<string[]>("--output") { Description = "Write alerts to this output of the settings, too. May be repeated.", HelpName = "name" };
        var inline = new Option<bool>("--inline") { Description = "Apply verdicts as an inline sensor would: what is dropped changes no state after it." };
        var passed = OutputOptions.PathOption("--passed", "With --inline, write the frames that pass as a capture.");
        var alerts = new AlertOptions();
        var calls = new Option<bool>("--calls") { Description = "List the calls: who called whom, when, for how long, and what became of it." };
        var call = new Option<string?>("--call") { Description = "Draw the messages of one call as a ladder, instead of alerts and summary; the beginning of its Call-ID is enough.", HelpName = "call-id" };

        var command = new Command("read", "Read captures and report what is in them.") { files };
        settings.AddTo(command);
        outputs.AddTo(command);
        alerts.AddTo(command);
        command.Add(names);
        command.Add(inline);
        command.Add(passed);
        command.Add(calls);
        command.Add(call);
        command.Validators.Add(Needs(passed, inline, "--passed needs --inline: without it no verdict is applied, and every frame passes."));
        command.Validators.Add(result =>
        {
            if (result.GetResult(call) is not null && result.GetValue(calls))
            {
                result.AddError("--calls lists all calls and --call draws one; name one of them.");
            }
        });
        call.Validators.Add(RefuseEmptyCallId);
        command.Validators.Add(result =>
        {
            if (result.GetResult(call) is not null && (result.GetResult(outputs.Format)?.Tokens is [{ Value: "json" }] || result.GetResult(outputs.Eve)?.Tokens is [{ Value: "-" }]))
            {
                result.AddError("--call draws for a person and not as JSON; --calls does both.");
            }
        });
        command.SetAction(parsed =>
        {
            if (settings.Load(parsed) is not { } sensor)
            {
                return ExitCode.Usage;
            }

            if (!alerts.TryRead(parsed, sensor.Registry.ToCatalogue(), out var filter))
            {
                return ExitCode.Usage;
            }

            DropNotice.Write(parsed.GetValue(inline), sensor.Settings.Pipeline.ActionDrop);
            return ReadRun.Execute(new()
            {
                Files = parsed.GetValue(files)!,
                Sensor = sensor,
                Outputs = outputs.Of(parsed) with { Names = parsed.GetValue(names)! },
                Inline = parsed.GetValue(inline),
                PassedPath = parsed.GetValue(passed),
                Filter = filter,
                ListsAlerts = parsed.GetValue(alerts.All),
                ListsCalls = parsed.GetValue(calls),
                CallId = parsed.GetValue(call),
            });
        });
        return command;
    }

    private static Action<CommandResult> Needs(Option option, Option other, string otherwise) => result =>
    {
        if (result.GetResult(option) is not null && result.GetResult(other) is null)
        {
            result.AddError(otherwise);
        }
    };

    private static void RefuseEmptyCallId(OptionResult call)
    {
        if (call.Tokens is [{ Value: "" }])
        {
            call.AddError("A Call-ID, or the beginning of one, is not empty.");
        }
    }
}
