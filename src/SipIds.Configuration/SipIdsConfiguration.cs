using SipIds.Configuration.Schema;
using SipIds.Options;
using SipIds.Preprocessing;

namespace SipIds.Configuration;

/// <summary>A configuration without faults, as typed and immutable options.</summary>
public sealed class SipIdsConfiguration
{
    internal SipIdsConfiguration(SettingsSchema schema, PartRecords records)
    {
        Schema = schema;
        Records = records;
        Pipeline = records.Of<PipelineOptions>();
        Preprocessors = records
            .Where(record => record.Options is PreprocessorOptions)
            .ToDictionary(record => record.Part.Section!, record => (PreprocessorOptions)record.Options, StringComparer.Ordinal)
            .AsReadOnly();
    }

    /// <summary>The settings at the top level that belong to no preprocessor.</summary>
    public PipelineOptions Pipeline { get; }

    /// <summary>The settings of every preprocessor by its name.</summary>
    public IReadOnlyDictionary<string, PreprocessorOptions> Preprocessors { get; }

    /// <summary>The schema that the configuration obeys.</summary>
    internal SettingsSchema Schema { get; }

    /// <summary>The options records of the schema's parts.</summary>
    internal PartRecords Records { get; }

    /// <summary>The top-level keys with their values.</summary>
    internal IEnumerable<Member> Members => Schema.Keys.Select(key => key.In(Records));

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
        where T : class => Records.Of<T>();
}
