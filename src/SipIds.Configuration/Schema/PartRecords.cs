using System.Collections;

namespace SipIds.Configuration.Schema;

/// <summary>The options of every part of a schema, in the order of the parts. A record is never changed, but replaced by its copy.</summary>
internal sealed class PartRecords : IReadOnlyCollection<PartRecord>
{
    private readonly OrderedDictionary<SettingsPart, object> _options;

    /// <summary>The options of these parts.</summary>
    public PartRecords(IEnumerable<PartRecord> records) =>
        _options = new(records.Select(record => KeyValuePair.Create(record.Part, record.Options)));

    public int Count => _options.Count;

    /// <summary>The options of one part.</summary>
    public object this[SettingsPart part]
    {
        get => _options[part];
        set => _options[part] = value;
    }

    /// <summary>The defaults of these parts.</summary>
    public static PartRecords DefaultsOf(IEnumerable<SettingsPart> parts) => new(parts.Select(part => new PartRecord(part, part.Defaults)));

    /// <summary>The options of this type: a section's, a preprocessor's, or the pipeline's.</summary>
    /// <exception cref="InvalidOperationException">There are none, or more than one.</exception>
    public T Of<T>()
        where T : class => _options.Values.OfType<T>().Single();

    public IEnumerator<PartRecord> GetEnumerator() => _options.Select(pair => new PartRecord(pair.Key, pair.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
