using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests.Docs;

public sealed class SettingsPageTests
{
    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));

    [Fact]
    public void The_checked_in_page_describes_the_settings()
    {
        var page = SettingsPage.Write(s_schema);
        if (Repository.IsUpdating)
        {
            File.WriteAllText(Repository.PathOf(SettingsPage.Path), page);
        }

        var isInStep = string.Equals(page, Repository.Read(SettingsPage.Path), StringComparison.Ordinal);
        Assert.True(isInStep, $"{SettingsPage.Path} is not what the settings say; {Repository.UpdateAdvice}");
    }

    [Fact]
    public void Every_setting_has_a_heading_of_its_own() =>
        Assert.Equal(
            s_schema.Settings.Select(s => $"### `{s.Path}`"),
            SettingsPage.Write(s_schema).Split('\n').Where(line => line.StartsWith("### ", StringComparison.Ordinal)),
            StringComparer.Ordinal);

    [Fact]
    public void A_setting_names_every_event_that_it_governs() =>
        Assert.Contains("`source-flood`", SettingsPage.Write(s_schema).Split("### `period`")[1].Split("###")[0], StringComparison.Ordinal);
}
