using SipIds.Configuration.Tests.Docs;
using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests;

/// <summary>The settings of what the product registers, whatever that is.</summary>
public sealed class BuiltInSettingsTests
{
    private const string SchemaFile = "docs/sipcnf.schema.json";

    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));

    [Fact]
    public void The_written_defaults_load_as_the_defaults()
    {
        var result = ConfigurationLoader.Load(s_schema, SipcnfWriter.WriteDefaults(s_schema), "sipcnf.yaml");

        Assert.Empty(result.Faults);
        Assert.Equal(SipcnfWriter.Write(s_schema.Defaults), SipcnfWriter.Write(result.Configuration!));
    }

    [Fact]
    public void Every_setting_has_help_that_ends_as_a_sentence() =>
        Assert.All(s_schema.Settings, setting => Assert.EndsWith(".", setting.Help, StringComparison.Ordinal));

    [Fact]
    public void Every_example_loads_without_fault_or_warning() =>
        Assert.All(s_schema.Settings.Where(s => s.Example.Length > 0), setting =>
        {
            var isBlock = setting.Example.Contains('\n', StringComparison.Ordinal);
            var result = isBlock
                ? ConfigurationLoader.Load(s_schema, setting.Example, "sipcnf.yaml")
                : ConfigurationLoader.Load(s_schema, "", "sipcnf.yaml", [$"{setting.Path}={setting.Example}"]);

            Assert.Empty(result.Faults.Concat(result.Notes));
        });

    [Fact]
    public void Every_value_of_a_choice_has_help_or_none_has() =>
        Assert.All(s_schema.Settings.Where(s => s.Choices.Count > 0), setting =>
            Assert.Equal(setting.Range!.Split([", ", " or "], StringSplitOptions.None), setting.Choices.Select(choice => choice.Key), StringComparer.Ordinal));

    [Fact]
    public void The_checked_in_schema_describes_the_settings()
    {
        var schema = SettingsJsonSchema.Write(s_schema);
        if (Repository.IsUpdating)
        {
            File.WriteAllText(Repository.PathOf(SchemaFile), schema);
        }

        var isInStep = string.Equals(schema, Repository.Read(SchemaFile), StringComparison.Ordinal);
        Assert.True(isInStep, $"{SchemaFile} is not what the settings say; {Repository.UpdateAdvice}");
    }
}
