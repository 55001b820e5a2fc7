using SipIds.Preprocessing;

namespace SipIds.Configuration.Tests.Samples;

/// <summary>A schema of the sample records, and short ways to load against it.</summary>
internal static class Sample
{
    public static SettingsSchema Schema { get; } = new(
        new PreprocessorRegistry().Add<SampleGuard, SampleGuardOptions>(),
        new SettingsSection("output", "What is done with alerts.", new SampleOutputOptions()));

    public static ConfigurationResult Load(string text, params string[] overrides) =>
        ConfigurationLoader.Load(Schema, text, "sipcnf.yaml", overrides);

    /// <summary>The configuration; fails the test with the faults if there are any.</summary>
    public static SipIdsConfiguration Valid(string text, params string[] overrides)
    {
        var result = Load(text, overrides);
        Assert.Empty(result.Faults);
        Assert.True(result.IsValid);
        return result.Configuration;
    }

    public static SampleGuardOptions Guard(string text, params string[] overrides) => Valid(text, overrides).Section<SampleGuardOptions>();

    /// <summary>The faults, as they are printed.</summary>
    public static IReadOnlyList<string> Faults(string text, params string[] overrides)
    {
        var result = Load(text, overrides);
        Assert.False(result.IsValid);
        return [.. result.Faults.Select(f => f.ToString())];
    }

    /// <summary>The only fault, as it is printed.</summary>
    public static string Fault(string text, params string[] overrides) => Assert.Single(Faults(text, overrides));
}
