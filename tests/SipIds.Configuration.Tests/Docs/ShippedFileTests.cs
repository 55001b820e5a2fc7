using System.Text.Json;
using System.Text.RegularExpressions;
using SipIds.Configuration.Tests.Samples;
using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>The <c>sipcnf.yaml</c> that is shipped: written by hand, and in step with the settings.</summary>
public sealed partial class ShippedFileTests
{
    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));
    private static readonly string s_text = Repository.Read("sipcnf.yaml");

    [Fact]
    public void It_loads_as_the_defaults()
    {
        var result = ConfigurationLoader.Load(s_schema, s_text, "sipcnf.yaml");

        Assert.Empty(result.Faults);
        Assert.Equal(SipcnfWriter.Write(s_schema.Defaults), SipcnfWriter.Write(result.Configuration!));
    }

    [Fact]
    public void It_names_every_setting_where_it_belongs() =>
        Assert.Empty(s_schema.Settings.Select(s => s.Path).Except(Paths(s_text.Split('\n')), StringComparer.Ordinal));

    [Fact]
    public void Its_first_line_names_the_schema_for_editors() =>
        Assert.StartsWith("# yaml-language-server: $schema=docs/sipcnf.schema.json\n", s_text, StringComparison.Ordinal);

    [Fact]
    public void The_schema_for_editors_accepts_it()
    {
        using var schema = JsonDocument.Parse(Repository.Read("docs/sipcnf.schema.json"));

        Assert.True(SchemaCheck.IsValid(schema.RootElement, YamlAsEditorsReadIt.ToJson(s_text)));
    }

    // A key in a comment counts where its indentation puts it, the mark of the comment left out.
    private static IEnumerable<string> Paths(IEnumerable<string> lines)
    {
        var sections = new Stack<(int Indent, string Path)>([(-1, "")]);
        foreach (var key in lines.Select(line => Key().Match(line)).Where(match => match.Success))
        {
            while (sections.Peek().Indent >= key.Groups["indent"].Length)
            {
                sections.Pop();
            }

            var path = sections.Peek().Path + key.Groups["key"].Value;
            sections.Push((key.Groups["indent"].Length, $"{path}."));
            yield return path;
        }
    }

    [GeneratedRegex("^(?<indent> *)(# )?(?<key>[a-z][a-z0-9_]*):( |$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Key();
}
