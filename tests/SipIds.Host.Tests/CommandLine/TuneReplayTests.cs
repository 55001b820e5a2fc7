namespace SipIds.Host.Tests.CommandLine;

public sealed class TuneReplayTests
{
    private static readonly string s_capture = Repository.Capture("svcrack_slow.pcap");

    [Fact]
    public void What_fires_is_compared_event_by_event()
    {
        var replay = Replay("auth_failures=3", "register_from=5");
        Assert.Equal((0, ""), (replay.Code, replay.Errors));
        Assert.Matches(@"(?m)^mandatory-scanner \[140:2013\] +43 +43 +43 +43 +none ", replay.Output);
        Assert.Matches(@"(?m)^register-flood-sender \[140:4005\] +1 +1 +3 +33 +\+2 / \+32 +sip:106@192\.0\.2\.10", replay.Output);
    }

    [Fact]
    public void Who_is_no_longer_reported_is_named() =>
        Assert.Matches(@"register-flood-sender .* -1 / -1 +no more: sip:106@192\.0\.2\.10", Replay("register_from=500").Output);

    [Fact]
    public void Who_is_reported_now_is_named() =>
        Assert.Matches(@"source-flood .* 0 +0 +\d+ +\d+ +\+\d+ / \+\d+ +now: 198\.51\.100\.67", Replay("source=5").Output);

    [Fact]
    public void Equal_settings_make_no_difference() => Assert.DoesNotMatch(@"[+-]\d", Replay("calls=60").Output);

    [Fact]
    public void Where_nothing_fires_it_is_said() =>
        Assert.Contains("Nothing fires", Program.Run("tune", "--replay", Repository.Capture("benign_password_typo_then_ok.pcap"), "--set", "calls=30").Output, StringComparison.Ordinal);

    private static Finished Replay(params string[] settings) => Program.Run(["tune", "--replay", s_capture, .. settings.SelectMany(setting => new[] { "--set", setting })]);
}
