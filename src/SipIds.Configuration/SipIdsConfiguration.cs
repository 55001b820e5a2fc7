using SipIds.Configuration.Schema;
using SipIds.Options;
using SipIds.Preprocessing;

namespace SipIds.Configuration;

/// <summary>A configuration without faults, as typed and immutable options.</summary>
public sealed class SipIdsConfiguration
{
    private readonly IReadOnlyList<object> _records;

    internal SipIdsConfiguration(SettingsSchema schema, IReadOnlyList<object> records)
    {
        Schema = schema;
        _records = records;
        Pipeline = (PipelineOptions)records[0];
        Preprocessors = schema.Preprocessors
            .Select((name, index) => KeyValuePair.Create(name, (PreprocessorOptions)records[index + 1]))
            .ToDictionary(StringComparer.Ordinal)
            .AsReadOnly();
    }

    /// <summary>The settings at the top level that belong to no preprocessor.</summary>
    public PipelineOptions Pipeline { get; }

    /// <summary>The settings of every preprocessor by its name.</summary>
    public IReadOnlyDictionary<string, PreprocessorOptions> Preprocessors { get; }

    /// <summary>The schema that the configuration obeys.</summary>
    internal SettingsSchema Schema { get; }

    /// <summary>The options records, in the order of the schema's parts.</summary>
    internal IReadOnlyList<object> Records => _records;

    /// <summary>The top-level keys with their values.</summary>
    internal IEnumerable<Member> Members => Schema.Keys.Select(key => key.In(_records));

    /// <summary>The settings of a preprocessor, of the type that its registration names.</summary>
    /// <exception cref="KeyNotFoundException">The schema was made without it.</exception>
    public PreprocessorOptions OptionsOf(PreprocessorRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return Preprocessors[registration.Info.Name];
    }

    /// <summary>The options record of this type: a section's, a preprocessor's, or the pipeline's.</summary>
    /// <exception cref="InvalidOperationException">The schema has no such record, or more than one.</exception>
    public T Section<T>()
        where T : class => _records.OfType<T>().Single();
}
