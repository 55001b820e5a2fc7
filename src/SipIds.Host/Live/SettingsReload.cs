using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Host.Files;
using SipIds.Host.Settings;

namespace SipIds.Host.Live;

/// <summary>Takes a changed <c>sipcnf.yaml</c> over into the running pipeline, which forgets nothing and misses no packet; a faulty one is refused with all its faults.</summary>
internal sealed class SettingsReload
{
    private readonly SettingsSource _source;
    private readonly PipelineGuard _guard;
    private readonly Action<string> _say;
    private IReadOnlyList<Plugin> _plugins;
    private readonly FileWatch? _file;
    private byte[] _text;

    public SettingsReload(SettingsSource source, SensorConfiguration running, PipelineGuard guard, TimeProvider time, Action<string> say)
    {
        _source = source;
        _guard = guard;
        _say = say;
        _plugins = running.Plugins;
        Running = running.Settings;
        _file = source.Path is { } path ? new(path, time) : null;
        _text = Read();
    }

    /// <summary>The settings that hold now.</summary>
    public SipIdsConfiguration Running { get; private set; }

    /// <summary>Whether there is a file that can be read again.</summary>
    public bool HasFile => _file is not null;

    /// <summary>Has the file read again as soon as it is left alone, changed or not.</summary>
    public void Ask() => _file?.Ask();

    /// <summary>Whether the file was changed since it was last read, or is asked for, and is left alone now.</summary>
    public bool IsDue() => _file is not null && _file.IsDue();

    /// <summary>Reads the file again.</summary>
    public void Reload()
    {
        _file?.Take();
        var text = Read();
        if (HalfWritten.ReasonOf(_text, text) is { } reason)
        {
            _say($"the settings stay as they were: '{_source.Path}' {reason}.");
            return;
        }

        var read = _source.Load(_say);
        if (_file is { HasChanged: true })
        {
            // It was written to meanwhile, and what was read may be neither the one nor the other.
            return;
        }

        if (read is null)
        {
            _say("the settings stay as they were: the file has faults.");
            return;
        }

        _text = text;
        try
        {
            TakeOver(read, ConfigurationReload.Of(Running, read.Settings));
        }
        catch (Exception fault)
        {
            // A preprocessor may refuse its settings in its own way, when it is created: the running ones go on.
            _say($"the settings stay as they were: a preprocessor cannot be created with the new ones: {fault.Message}");
        }
    }

    private void TakeOver(SensorConfiguration read, ConfigurationReload reload)
    {
        var loaded = Except(read.Plugins, _plugins);
        var gone = Except(_plugins, read.Plugins);
        if (reload.Changes.Count + loaded.Count + gone.Count == 0)
        {
            _say("settings read again: nothing has changed.");
            return;
        }

        var settings = reload.Configuration;
        var begunAnew = _guard.Use(pipeline => pipeline.Reload(LiveSettings.SetupOf(read, settings)));
        Running = settings;
        LiveSettings.TellMissingSides(settings, _say);
        _plugins = read.Plugins;
        loaded.ForEach(plugin => _say($"plugin loaded: {plugin.Name} {plugin.Version}, {plugin.File}{(plugin.Outputs.Count > 0 ? "; its outputs are opened at the next start" : "")}"));
        gone.RemoveAll(plugin => loaded.Exists(p => p.File == plugin.File));
        gone.ForEach(plugin => _say($"plugin gone: {plugin.Name} {plugin.Version}, {plugin.File}"));
        Tell("settings changed: ", reload.Changes.Where(change => !change.NeedsRestart));
        Tell("for the next start: ", reload.Changes.Where(change => change.NeedsRestart));
        foreach (var name in begunAnew)
        {
            _say($"{name} begins anew: it keeps nothing over a change of its settings.");
        }
    }

    // A plugin is the same while its types are.
    private static List<Plugin> Except(IReadOnlyList<Plugin> left, IReadOnlyList<Plugin> right) =>
        [.. left.ExceptBy(right.SelectMany(plugin => plugin.SettingsTypes), plugin => plugin.SettingsTypes.First())];

    private void Tell(string what, IEnumerable<SettingChange> changes)
    {
        var text = string.Join(", ", changes);
        if (text.Length > 0)
        {
            _say(what + text);
        }
    }

    // What cannot be read is said by the loader. A pipe has no length, gives its text once, and never changes.
    private byte[] Read()
    {
        try
        {
            return _source.Path is { } path && new FileInfo(path) is { Exists: true, Length: > 0 } ? File.ReadAllBytes(path) : [];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
