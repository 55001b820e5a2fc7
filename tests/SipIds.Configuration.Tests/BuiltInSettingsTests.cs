using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests;

/// <summary>The settings of what the product registers, whatever that is.</summary>
public sealed class BuiltInSettingsTests
{
    private const string UpdateVariable = "SIPIDS_UPDATE_DOCS";

    private static readonly SettingsSchema s_schema = new(BuiltIn.Register(new()));

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
    public void The_checked_in_schema_describes_the_settings()
    {
        var path = Path.Combine(Repository(), "docs", "sipcnf.schema.json");
        var schema = SettingsJsonSchema.Write(s_schema);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllText(path, schema);
        }

        var isInStep = File.Exists(path) && string.Equals(schema, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.True(isInStep, $"docs/sipcnf.schema.json is not what the settings say; run this test once with {UpdateVariable}=1 and commit the file");
    }

    private static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SipIds.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return directory.FullName;
    }
}
