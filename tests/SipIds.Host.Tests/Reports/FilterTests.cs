namespace SipIds.Host.Tests.Reports;

public sealed class FilterTests : IDisposable
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "captures", "svcrack.pcap");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void All_lists_each_alert_and_then_what_they_come_to()
    {
        var read = CommandLine.Program.Run("read", s_sample, "--all");
        Assert.Equal(484, read.Lines.Count(line => line.Contains("  alert  [140:", StringComparison.Ordinal)));
        Assert.Contains("1 attacker; it SUCCEEDED.", read.Lines, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(7, "--event", "password-guessing")]
    [InlineData(10, "--event", "4011", "--event", "register-flood-sender")]
    [InlineData(247, "--min-severity", "1")]
    [InlineData(484, "--min-severity", "medium")]
    [InlineData(484, "--from", "2026-11-20")]
    [InlineData(0, "--to", "2026-11-19T23:59")]
    [InlineData(484, "--from", "22:25:29", "--to", "22:25:31")]
    [InlineData(4, "--to", "+0.01")]
    public void Only_what_is_asked_for_is_written(int alerts, params string[] options)
    {
        Assert.Equal(alerts, CommandLine.Program.Run(["read", s_sample, "--format", "json", .. options]).Lines.Count);
        Assert.Equal(alerts, CommandLine.Program.Run(["read", s_sample, "--all", .. options]).Lines.Count(line => line.Contains("  alert  [140:", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_not_asked_for_is_counted() =>
        Assert.Contains(CommandLine.Program.Run("read", s_sample, "--event", "password-guessing").Lines, line => line.StartsWith("alerts      7: ", StringComparison.Ordinal) && line.EndsWith(" 477 other alerts were not asked for.", StringComparison.Ordinal));

    [Theory]
    [InlineData("No attack was found in the time that was asked for.", "--from", "23:00")]
    [InlineData("No attack is among what was asked for.", "--event", "bye-flood")]
    public void What_lies_outside_of_a_filter_is_no_all_clear(string headline, params string[] options)
    {
        var read = CommandLine.Program.Run(["read", s_sample, .. options]);
        Assert.Equal([headline, "484 other alerts were not asked for."], read.Lines.Take(2), StringComparer.Ordinal);
        Assert.Contains("alerts      none; 484 other alerts were not asked for.", read.Lines, StringComparer.Ordinal);
    }

    [Fact]
    public void Filters_hold_for_files_too()
    {
        CommandLine.Program.Run("read", s_sample, "--event", "password-guessing", "--eve", _scratch["eve.json"]);
        Assert.Equal(7, File.ReadAllLines(_scratch["eve.json"]).Length);
    }

    [Theory]
    [InlineData("there is no event 'password-gessing'; did you mean 'password-guessing'?", "--event", "password-gessing")]
    [InlineData("there is no event 'toll'; there is toll-scan, behaviour-toll", "--event", "toll")]
    [InlineData("--calls lists all calls and --call draws one", "--calls", "--call", "31")]
    [InlineData("'teatime' is no time", "--from", "teatime")]
    [InlineData("'4'", "--min-severity", "4")]
    [InlineData("--from 23:00 is later than --to 22:00", "--from", "23:00", "--to", "22:00")]
    [InlineData("--from +9 is later than --to +8", "--from", "+9", "--to", "+8")]
    public void What_is_no_filter_is_refused(string reason, params string[] options)
    {
        var read = CommandLine.Program.Run(["read", s_sample, .. options]);
        Assert.Equal(2, read.Code);
        Assert.Contains(reason, read.Errors, StringComparison.Ordinal);
    }
}
