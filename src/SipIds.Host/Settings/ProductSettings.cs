using SipIds.Configuration;
using SipIds.Outputs;
using SipIds.Preprocessing;

namespace SipIds.Host.Settings;

/// <summary>All that <c>sipcnf.yaml</c> may say: of the pipeline, the preprocessors, and the program around them.</summary>
internal static class ProductSettings
{
    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        new("live", "How ids and ips run, and what they do when something fails.", new LiveOptions()),
        new(
            "outputs",
            "Where ids and ips write, and how much. Besides, they write alerts to standard output, as text or with --format json as EVE. "
                + "`read` takes its outputs from the command line alone.",
            new OutputsOptions()) { Outputs = BuiltInOutputs.Register(new()) },
    ];

    public static SettingsSchema SchemaOf(PreprocessorRegistry registry) => new(registry, Sections);
}
