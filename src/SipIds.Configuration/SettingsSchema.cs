using SipIds.Configuration.Plugins;
using SipIds.Configuration.Schema;
using SipIds.Configuration.Values;
using SipIds.Configuration.Writing;
using SipIds.Options;
using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Configuration;

/// <summary>Every key that <c>sipcnf.yaml</c> may have: those of the pipeline, of the registered preprocessors, and of further sections.</summary>
public sealed class SettingsSchema
{
    private readonly Dictionary<string, RootKey> _byKey = new(StringComparer.Ordinal);

    /// <summary>The schema of what is registered now.</summary>
    /// <param name="registry">The preprocessors.</param>
    /// <param name="extraSections">Sections of the program around the pipeline, such as its outputs.</param>
    /// <exception cref="InvalidOperationException">Two settings share a key, or a property cannot be a setting.</exception>
    /// <exception cref="ArgumentException">Two events share an id or a name.</exception>
    public SettingsSchema(PreprocessorRegistry registry, params IReadOnlyList<SettingsSection> extraSections)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(extraSections);
        MayDefineEvents = registry.Registrations.Any(r => r.Info.DefinesEvents);
        var slots = new SettingSlots(registry.ToCatalogue());
        Parts =
        [
            SettingsPart.Of(section: null, "", SettingGroup.Network, new PipelineOptions(), slots),
            .. registry.Registrations
                .Select(r => SettingsPart.Of(r.Info.Name, HelpOf(r.Info), SettingGroup.Preprocessors, r.Defaults, slots)),
            .. extraSections.Select(s => SettingsPart.Of(s, slots)),
            SettingsPart.Of(PluginOptions.Section, PluginOptions.Help, SettingGroup.Plugins, new PluginOptions(), slots),
        ];
        Keys = [.. KeysOf(Parts)];
        foreach (var key in Keys)
        {
            if (!_byKey.TryAdd(key.Key, key))
            {
                var (first, second) = (_byKey[key.Key].Part.Defaults.GetType(), key.Part.Defaults.GetType());
                throw new InvalidOperationException($"'{key.Key}' is a top-level key of both {first.Name} and {second.Name}");
            }
        }

        if (extraSections.GroupBy(s => s.Defaults.GetType()).FirstOrDefault(g => g.Count() > 1) is { } shared)
        {
            throw new InvalidOperationException($"two sections share the type {shared.Key.Name}");
        }
    }

    /// <summary>Every setting and section in the order of the file.</summary>
    public IReadOnlyList<Setting> Settings => field ??= [.. Describe(Defaults.Members, "")];

    /// <summary>The configuration of an empty file.</summary>
    public SipIdsConfiguration Defaults => field ??= new(this, PartRecords.DefaultsOf(Parts));

    /// <summary>Whether preprocessors make further events of their settings, so that a name that nobody knows may be one of them.</summary>
    internal bool MayDefineEvents { get; }

    /// <summary>Whether sections and events that nobody knows are left aside with a note: they may be those of a plugin that was refused.</summary>
    internal bool LeavesUnknownAside { get; init; }

    /// <summary>The records that make up the file: the pipeline's, the preprocessors', the further sections'.</summary>
    internal IReadOnlyList<SettingsPart> Parts { get; }

    /// <summary>The keys at the top level, group by group: in each single settings first, then records, then the sections of parts.</summary>
    internal IReadOnlyList<RootKey> Keys { get; }

    internal RootKey? Find(string key) => _byKey.GetValueOrDefault(key);

    private static IEnumerable<RootKey> KeysOf(IReadOnlyList<SettingsPart> parts)
    {
        var settings = parts.SelectMany(part => part.TopLevel.Select(slot => new RootKey(slot.Key, part, slot))).ToList();
        var sections = parts
            .Where(part => part.Record is not null)
            .Select(part => new RootKey(part.Section ?? "", part, Slot: null));
        return settings.Where(key => key.Type is not RecordType)
            .Concat(settings.Where(key => key.Type is RecordType))
            .Concat(sections)
            .OrderBy(key => (int)key.Group);
    }

    private static string HelpOf(PreprocessorInfo info) => $"{EventNumbers.Of(info.Events)} {info.Summary}".TrimStart();

    private static IEnumerable<Setting> Describe(
        IEnumerable<Member> members, string prefix, SettingGroup? group = null, bool needsRestart = false)
    {
        foreach (var member in members)
        {
            var setting = Describe(member, prefix, group ?? member.Setting.Group, needsRestart || member.Setting.NeedsRestart);
            yield return setting;
            if (member is { Type: RecordType record, Value: { } value })
            {
                foreach (var inner in Describe(record.Members(value), $"{setting.Path}.", setting.Group, setting.NeedsRestart))
                {
                    yield return inner;
                }
            }
        }
    }

    private static Setting Describe(Member member, string prefix, SettingGroup group, bool needsRestart) =>
        new(
            prefix + member.Key,
            member.Setting.Help,
            member.Type.Name,
            member.Type is RecordType ? null : member.Format(),
            member.Type.Range)
        {
            Group = group,
            NeedsRestart = needsRestart,
            Example = member.Setting.Example,
            Choices = [.. member.Type.Choices.Select(choice => KeyValuePair.Create(choice.Name, choice.Help))],
            GovernsAll = member.Setting.GovernsAll,
            Events = member.Events,
        };
}
