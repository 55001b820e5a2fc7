using System.Text.Json;
using SipIds.Configuration.Tests.Samples;
using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>The <c>sipcnf.yaml</c> that is shipped: what <c>sipids config default</c> writes, below a line for editors.</summary>
public sealed class ShippedFileTests
{
    private const string File = "sipcnf.yaml";
    private const string SchemaLine = "# yaml-language-server: $schema=docs/sipcnf.schema.json\n#\n";

    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));
    private static readonly string s_written = SchemaLine + SipcnfWriter.WriteDefaults(s_schema);

    [Fact]
    public void The_checked_in_file_is_what_the_settings_say()
    {
        if (Repository.IsUpdating)
        {
            System.IO.File.WriteAllText(Repository.PathOf(File), s_written);
        }

        var isInStep = string.Equals(s_written, Repository.Read(File), StringComparison.Ordinal);
        Assert.True(isInStep, $"{File} is not what the settings say; {Repository.UpdateAdvice}");
    }

    [Fact]
    public void It_loads_as_the_defaults_and_there_is_nothing_to_say()
    {
        var result = ConfigurationLoader.Load(s_schema, s_written, File);

        Assert.Empty(result.Faults);
        Assert.Empty(result.Notes);
        Assert.Equal(SipcnfWriter.Write(s_schema.Defaults), SipcnfWriter.Write(result.Configuration!));
    }

    [Fact]
    public void No_line_is_wider_than_100_columns() => Assert.DoesNotContain(s_written.Split('\n'), line => line.Length > 100);

    // Whoever searches for an event finds it.
    [Fact]
    public void No_word_is_broken_over_lines() =>
        Assert.DoesNotContain(s_written.Split('\n'), line => line.Contains('#', StringComparison.Ordinal) && line.EndsWith('-') && !line.EndsWith("--", StringComparison.Ordinal));

    [Fact]
    public void A_setting_is_explained_with_its_default_range_and_events() =>
        Assert.Contains(
            "\n# Default: 60; allowed: 1 to 1000000. Events: spit-caller, invite-flood-callee.\ncalls: 60\n", s_written, StringComparison.Ordinal);

    [Theory]
    [InlineData("    # SIPVicious as it comes\n    - friendly-scanner\n")]
    [InlineData("    # Africa and islands\n    - \"+216\"\n")]
    [InlineData("    # United Kingdom, Poland, Germany\n    - \"+3706\"\n")]
    [InlineData("    # The Falklands, Haiti, Cuba and its satellite numbers, the Pacific\n    - \"+500\"\n")]
    [InlineData("    # Shared cost, satellites, international networks and premium numbers\n    - \"+808\"\n")]
    [InlineData("    # The Caribbean, which is dialled like the United States, and their premium numbers\n    - \"+1242\"\n")]
    public void A_remark_stands_above_its_entry(string text) => Assert.Contains(text, s_written, StringComparison.Ordinal);

    [Fact]
    public void The_files_of_logs_are_explained_once() =>
        Assert.Contains("\n  packets:\n    path: null\n    rotate_size: 100MiB\n", s_written, StringComparison.Ordinal);

    [Fact]
    public void The_schema_for_editors_accepts_it()
    {
        using var schema = JsonDocument.Parse(Repository.Read("docs/sipcnf.schema.json"));

        Assert.True(SchemaCheck.IsValid(schema.RootElement, YamlAsEditorsReadIt.ToJson(s_written)));
    }
}
