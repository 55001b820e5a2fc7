using SipIds.Configuration;
using SipIds.Outputs;
using SipIds.Outputs.Syslog;
using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Host.Settings;

/// <summary>All that <c>sipcnf.yaml</c> may say: of the pipeline, the preprocessors, and the program around them.</summary>
internal static class ProductSettings
{
    public static IReadOnlyList<SettingsSection> Sections { get; } =
    [
        new("live", "How ids and ips run, and what they do when something fails.", new LiveOptions()),
        new("outputs", "Where ids and ips write, and how much.", new OutputsOptions()) { Validate = outputs => Faults((OutputsOptions)outputs) },
    ];

    public static SettingsSchema SchemaOf(PreprocessorRegistry registry) => new(registry, Sections);

    private static IEnumerable<SettingFault> Faults(OutputsOptions outputs)
    {
        if (outputs.Syslog.Target is not { } target)
        {
            return [];
        }

        try
        {
            _ = SyslogTarget.Parse(target);
            return [];
        }
        catch (IOException)
        {
            return [new("syslog.target", $"'{target}' is neither udp:HOST:PORT nor tcp:HOST:PORT nor unix:/PATH")];
        }
    }
}
