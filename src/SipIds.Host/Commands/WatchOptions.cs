using System.CommandLine;
using System.CommandLine.Parsing;
using SipIds.Configuration;
using SipIds.Host.Sources;
using SipIds.Packets.Sources;

namespace SipIds.Host.Commands;

/// <summary>What a command watches: interfaces by the system's own source, or what <c>--source</c> names.</summary>
internal sealed class WatchOptions
{
    // Commands that watch nothing do not load what watches.
    private readonly Lazy<SourceRegistry> _registry = new(() => BuiltInSources.Register(new()));
    private readonly Option<string[]> _interfaces = new("--interface", "-i")
    {
        Description = "An interface to watch, such as the one at a mirror port. May be repeated.",
        HelpName = "eth0",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _sources = new("--source")
    {
        Description = "The same by a source that is named: sharppcap for the devices of Npcap and libpcap, which is the one of -i on Windows and macOS. May be repeated.",
        HelpName = "sharppcap:en0",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        _interfaces.Validators.Add(PathRules.RefuseEmpty);
        _sources.Validators.Add(RefuseUnknown);
        command.Add(_interfaces);
        command.Add(_sources);
    }

    /// <summary>Whether there is something to watch.</summary>
    public bool AreUsed(CommandResult result) => result.GetResult(_interfaces) is { Implicit: false } || result.GetResult(_sources) is { Implicit: false };

    /// <summary>What is to be watched, each once.</summary>
    public IReadOnlyList<WatchedSource> Of(ParseResult parsed) =>
    [
        .. parsed.GetValue(_interfaces)!.Select(name => new WatchedSource(_registry.Value.Registrations[0], name))
            .Concat(parsed.GetValue(_sources)!.Select(text => Find(text)!))
            .Distinct(),
    ];

    private void RefuseUnknown(OptionResult result)
    {
        foreach (var text in result.Tokens.Select(token => token.Value).Where(text => Find(text) is null))
        {
            var known = _registry.Value.Registrations.Select(r => r.Info.Name).ToArray();
            var meant = NearestName.Of(text.Split(':')[0], known) ?? known[^1];
            result.AddError($"'{text}' is no source and what it watches; there are {string.Join(" and ", known)}, as in {meant}:eth0.");
        }
    }

    // What is behind the first colon is the source's own: names of interfaces have colons, too.
    private WatchedSource? Find(string text) =>
        text.Split(':', 2) is [var name, { Length: > 0 } target] && _registry.Value.Find(name) is { } source ? new(source, target) : null;
}
