namespace SipIds.Plugins.Tests.Samples;

public sealed class SampleSizeTests
{
    [Theory]
    [InlineData("TollFraud")]
    [InlineData("Geofence")]
    [InlineData("CallerIdPolicy")]
    [InlineData("WebHook")]
    public void A_sample_has_less_than_80_lines_of_code(string sample)
    {
        var lines = Directory.GetFiles(Path.Combine(Repository.Root, "samples", sample), "*.cs").SelectMany(File.ReadLines);
        Assert.InRange(lines.Count(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)), 1, 79);
    }
}
