using System.CommandLine;
using SipIds.Configuration;
using SipIds.Host.Reading;
using SipIds.Preprocessors;

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
        var settings = new SettingsOptions();
        var eve = new Option<string?>("--eve") { Description = "Write alerts as EVE JSON, one object a line; - for standard output, instead of text.", HelpName = "path" };
        var pcapLog = new Option<string?>("--pcap-log") { Description = "Write the packets that raised alerts as a capture.", HelpName = "path" };
        var format = new Option<AlertFormat>("--format") { Description = "How alerts are written to standard output.", DefaultValueFactory = _ => AlertFormat.Text };
        var inline = new Option<bool>("--inline") { Description = "Apply verdicts as an inline sensor would: what is dropped changes no state after it." };
        var passed = new Option<string?>("--passed") { Description = "With --inline, write the frames that pass as a capture.", HelpName = "path" };
        var calls = new Option<bool>("--calls") { Description = "List the calls: who called whom, when, for how long, and what became of it." };
        var call = new Option<string?>("--call") { Description = "Draw the messages of one call as a ladder, instead of alerts and summary; the beginning of its Call-ID is enough.", HelpName = "call-id" };

        var command = new Command("read", "Read captures and report what is in them.") { files };
        settings.AddTo(command);
        command.Add(eve);
        command.Add(pcapLog);
        command.Add(format);
        command.Add(inline);
        command.Add(passed);
        command.Add(calls);
        command.Add(call);
        command.Validators.Add(result =>
        {
            if (result.GetValue(passed) is not null && !result.GetValue(inline))
            {
                result.AddError("--passed needs --inline: without it no verdict is applied, and every frame passes.");
            }

            if (result.GetValue(call) is "")
            {
                result.AddError("--call needs a Call-ID or the beginning of one.");
            }

            if (result.GetValue(call) is not null && (result.GetValue(format) is AlertFormat.Json || result.GetValue(eve) is "-"))
            {
                result.AddError("--call draws for a person; for JSON, take --calls.");
            }
        });
        command.SetAction(parsed =>
        {
            var registry = BuiltIn.Register(new());
            var configuration = settings.Load(parsed, new SettingsSchema(registry));
            if (configuration is null)
            {
                return ExitCode.Usage;
            }

            return ReadRun.Execute(new()
            {
                Files = parsed.GetValue(files)!,
                Registry = registry,
                Configuration = configuration,
                EvePath = parsed.GetValue(eve),
                PcapLogPath = parsed.GetValue(pcapLog),
                Format = parsed.GetValue(format),
                Inline = parsed.GetValue(inline),
                PassedPath = parsed.GetValue(passed),
                ListsCalls = parsed.GetValue(calls),
                CallId = parsed.GetValue(call),
            });
        });
        return command;
    }
}
