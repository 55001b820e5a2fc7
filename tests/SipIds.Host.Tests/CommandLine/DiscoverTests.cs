using SipIds.Host.Tests.Discovery;
using SipIds.Testing;

namespace SipIds.Host.Tests.CommandLine;

public sealed class DiscoverTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_proxy_is_proposed_with_what_speaks_for_it()
    {
        var discover = Discover();
        Assert.Equal((0, ""), (discover.Code, discover.Errors));
        Assert.Matches(@"(?m)^  proxy_ip  192\.0\.2\.10  sure  sent 40 of its 40 requests on with a Via more,", discover.Output);
        Assert.Contains("Nothing is changed. -o sipcnf.yaml writes what is sure or likely", discover.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_changed_in_place_and_its_comments_stay()
    {
        var path = _scratch.Write("sipcnf.yaml", "# of mine\nproxy_ip: [192.0.2.11] # the old one\nperiod: 1m # as always\n");
        var discover = Discover("-o", path);
        Assert.Equal(0, discover.Code);
        Assert.Contains("sipcnf.yaml: proxy_ip changed", discover.Output, StringComparison.Ordinal);
        Assert.Matches(@"^# of mine\n# discover: sent 40 of its 40 requests on .*\nproxy_ip: \[192\.0\.2\.11, 192\.0\.2\.10\] # the old one\nperiod: 1m # as always\n$", File.ReadAllText(path));
        Assert.Equal(0, Program.Run("config", "check", path).Code);
    }

    [Fact]
    public void Another_file_than_that_of_the_settings_leaves_it_as_it_is()
    {
        var path = _scratch.Write("sipcnf.yaml", "calls: 70\n");
        Assert.Equal(0, Discover("-c", path, "-o", _scratch["new.yaml"]).Code);
        Assert.Equal("calls: 70\n", File.ReadAllText(path));
        Assert.Matches(@"^calls: 70\nproxy_ip: \[192\.0\.2\.10\]  # discover: sent 40", File.ReadAllText(_scratch["new.yaml"]));
    }

    [Fact]
    public void Without_a_file_all_defaults_are_written_with_the_proposals()
    {
        var discover = Discover("-o", "-");
        Assert.Equal(0, discover.Code);
        Assert.Matches(@"(?m)^proxy_ip: \[192\.0\.2\.10\]  # discover: sent 40", discover.Output);
        Assert.Contains("Proposals", discover.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Program.Run("config", "check", _scratch.Write("written.yaml", discover.Output)).Code);
    }

    [Fact]
    public void A_second_run_finds_what_is_set_and_changes_nothing()
    {
        var path = _scratch["sipcnf.yaml"];
        _ = Discover("-o", path);
        var first = File.ReadAllText(path);
        var again = Discover("-o", path);
        Assert.Contains("sipcnf.yaml: no setting changed", again.Output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^  proxy_ip  192\.0\.2\.10  set already  sent 40", again.Output);
        Assert.Equal(first, File.ReadAllText(path));
    }

    [Fact]
    public void Captures_of_the_same_time_are_of_different_interfaces()
    {
        var packets = SiteTraffic.Calls("198.51.100.20:5060", "192.0.2.20:5060", 20).OrderBy(packet => packet.Time).ToList();
        var inside = _scratch.Write("inside.pcap", Capture(packets.Select(packet => Later(packet, packet.Source.Address == TestEndpoint.Parse("192.0.2.20").Address ? 0 : 1))));
        var outside = _scratch.Write("outside.pcap", Capture(packets.Select(packet => Later(packet, packet.Source.Address == TestEndpoint.Parse("192.0.2.20").Address ? 1 : 0))));
        var output = Program.Run("discover", inside, outside).Output;
        Assert.Matches(@"(?m)^  sides +.*inside\.pcap: \[192\.0\.2\.0/24\] +a hint", output);
        Assert.Matches(@"(?m)^ +.*outside\.pcap: \[198\.51\.100\.0/24\] +a hint", output);
        Assert.Contains("came by two interfaces", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name captures to look at, or an interface with -i.", "discover")]
    [InlineData("not both at once", "discover", "a.pcap", "-i", "eth0")]
    [InlineData("--for is for -i", "discover", "a.pcap", "--for", "10m")]
    [InlineData("'soon' is no time", "discover", "-i", "lo", "--for", "soon")]
    [InlineData("nonsense", "discover", "a.pcap", "--set", "nonsense=1")]
    public void A_wrong_command_line_ends_with_2_and_says_why(string reason, params string[] arguments)
    {
        var discover = Program.Run(arguments);
        Assert.Equal((2, ""), (discover.Code, discover.Output));
        Assert.Contains(reason, discover.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_that_is_missing_ends_with_3() => Assert.Equal(3, Program.Run("discover", _scratch["none.pcap"]).Code);

    [Fact]
    public void An_interface_that_is_missing_ends_with_3() => Assert.Equal(3, Program.Run("discover", "-i", "no-such-interface").Code);

    [Fact]
    public void A_capture_is_never_overwritten()
    {
        var capture = _scratch.Write("site.pcap", Site());
        Assert.Equal(2, Program.Run("discover", capture, "-o", _scratch["./site.pcap"], "-c", _scratch.Write("sipcnf.yaml", "")).Code);
        Assert.NotEmpty(File.ReadAllBytes(capture));
    }

    [Fact]
    public void Without_SIP_there_is_nothing_to_propose() =>
        Assert.Contains("None: nothing was seen", Program.Run("discover", _scratch.Write("empty.pcap", new CaptureBuilder().ToBytes())).Output, StringComparison.Ordinal);

    private static byte[] Site() => Capture(Enumerable.Range(1, 20).SelectMany(n => SiteTraffic.Relayed(n, $"198.51.100.{1 + (n % 5)}:5060", "192.0.2.10:5060", "192.0.2.20:5060", $"user{n}")));

    private static byte[] Capture(IEnumerable<TestPacket> packets) => new CaptureBuilder().Add(packets.OrderBy(packet => packet.Time)).ToBytes();

    private static TestPacket Later(TestPacket packet, int milliseconds) => packet with { Time = packet.Time + TimeSpan.FromMilliseconds(milliseconds) };

    private Finished Discover(params string[] arguments) => Program.Run(["discover", _scratch.Write("capture.pcap", Site()), .. arguments]);
}
