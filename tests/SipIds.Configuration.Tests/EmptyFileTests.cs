using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class EmptyFileTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only\n# comments\n")]
    [InlineData("\uFEFF# after a byte order mark\n")]
    [InlineData("---\n")]
    [InlineData("{}")]
    [InlineData("guard:\n  # calls: 3\nevents:\nlimits: {}\n")]
    [InlineData("\uFEFFcalls: 50\r\nguard:\r\n  inner:\r\n    depth: 3\r\n")]
    public void What_sets_nothing_or_defaults_loads_as_the_defaults(string text) =>
        Assert.Equal(SipcnfWriter.Write(Sample.Schema.Defaults), SipcnfWriter.Write(Sample.Valid(text)));

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("\uFEFF\n")]
    public void A_file_in_which_nothing_is_written_is_refused(string text) =>
        Assert.Contains("the file is empty", Assert.Single(Load(text).Faults).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("# comments\n")]
    [InlineData("{}")]
    public void A_file_that_wants_the_defaults_has_them(string text) => Assert.True(Load(text).IsValid);

    private static ConfigurationResult Load(string text)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);
            return ConfigurationLoader.LoadFile(Sample.Schema, path);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_changed_value_does_not_load_as_the_defaults() =>
        Assert.NotEqual(SipcnfWriter.Write(Sample.Schema.Defaults), SipcnfWriter.Write(Sample.Valid("emergency: [112]")), StringComparer.Ordinal);
}
