using System.Globalization;
using System.Reflection;
using System.Text;
using SipIds.Settings;

namespace SipIds.Configuration.Tests.Docs;

/// <summary><c>docs/settings.md</c>: every setting of the schema, as a page.</summary>
internal static class SettingsPage
{
    public const string Path = "docs/settings.md";

    private const string Introduction =
        """
        # Settings

        Every key of [sipcnf.yaml](../sipcnf.yaml), from the code's own options. `sipids config default` prints the file, `sipids config schema` the JSON Schema for editors, and `sipids config check` says every fault of a file with line and column. `--set` takes one setting by its path, as the headings here have it: `--set limits.body=64KiB`.

        A file needs only what differs:

        ```yaml
        ports: [5060, 5080]
        proxy_ip: [192.0.2.10]              # our proxy: where its requests come from is what it wrote into Via
        peers: [198.51.100.16/28]           # our carrier: calls without a password
        trusted: [192.0.2.99]               # our own monitor: never reported
        action_drop: shadow                 # report what would be dropped
        events:
          mandatory-max-forwards: off       # our old phones leave it out
          syntax-not-sip: drop
        limits:
          body: 64KiB
        syntax: { sdp: false }
        ```

        The first line of the [sipcnf.yaml](../sipcnf.yaml) in this repository makes editors with a YAML language server complete and check it.

        What the file leaves out has its default. A changed file is taken over at once by a running `ids` or `ips`, but for what needs a **restart**. **Events** are those whose descriptor names the setting; [events.md](events.md) says more of each.

        """;

    /// <summary>The page as the schema would have it.</summary>
    public static string Write(SettingsSchema schema)
    {
        var page = new StringBuilder(Introduction);
        foreach (var group in schema.Settings.GroupBy(setting => setting.Group))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {TitleOf(group.Key)}\n");
            foreach (var setting in group)
            {
                Append(page, setting);
            }
        }

        return page.ToString();
    }

    private static string TitleOf(SettingGroup group) =>
        typeof(SettingGroup).GetField(group.ToString())!.GetCustomAttribute<SettingGroupAttribute>()!.Title;

    private static void Append(StringBuilder page, Setting setting)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### `{setting.Path}`\n\n{setting.Help}\n");
        foreach (var (name, help) in setting.Choices)
        {
            page.Append(CultureInfo.InvariantCulture, $"{(name == setting.Choices[0].Key ? "\n" : "")}- `{name}`: {help}\n");
        }

        if (setting.Example.Length > 0)
        {
            var key = setting.Example.Contains('\n', StringComparison.Ordinal) ? "" : $"{setting.Key}: ";
            page.Append(CultureInfo.InvariantCulture, $"\n```yaml\n{key}{setting.Example}\n```\n");
        }

        var facts = string.Join(' ', FactsOf(setting).Where(fact => fact.Length > 0));
        page.Append(facts.Length > 0 ? $"\n{facts}\n" : "");
    }

    private static IEnumerable<string> FactsOf(Setting setting) =>
    [
        setting.IsSection ? "" : $"{Capital(setting.Type)}{Range(setting)}; default {Default(setting)}.",
        setting.NeedsRestart ? "**Restart.**" : "",
        setting.GovernsAll ? "**Events:** all."
        : setting.Events.Count > 0 ? $"**Events:** {string.Join(", ", setting.Events.Select(name => $"`{name}`"))}."
        : "",
    ];

    private static string Range(Setting setting) =>
        setting.Range is { } range && range != setting.Type && setting.Choices.Count == 0 ? $", {range}" : "";

    private static string Default(Setting setting) => setting.Default switch
    {
        "null" => "unset",
        "[]" or "{}" or "\"\"" => "none",
        var value => $"`{value}`",
    };

    private static string Capital(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}";
}
