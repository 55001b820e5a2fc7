using Geofence;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Samples;

public sealed class GeofenceTests : IDisposable
{
    private static readonly SipBuilder s_register = SipBuilder.Request("REGISTER", "sip:example.com");

    private readonly Scratch _scratch = new();
    private readonly PreprocessorTester<GeofencePreprocessor, GeofenceOptions> _tester;

    public GeofenceTests()
    {
        Write("192.0.2.0/24   # the office\n\n2001:db8::/32\n", age: 2);
        _tester = new PreprocessorTester<GeofencePreprocessor, GeofenceOptions>(new() { Networks = new(_scratch["networks"]) }).Tick();
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("192.0.2.7:5060", 0)]
    [InlineData("[2001:db8::7]:5060", 0)]
    [InlineData("198.51.100.7:5060", 1)]
    [InlineData("[2001:db9::7]:5060", 1)]
    public void A_registration_from_elsewhere_is_reported(string source, int events) => Assert.Equal(events, _tester.Origin(source).See(s_register).Last.Count);

    [Fact]
    public void Behind_a_proxy_the_origin_counts() =>
        Assert.Equal("geofence-register: 198.51.100.7:5062", $"{Assert.Single(_tester.From("192.0.2.7:5060").Origin("198.51.100.7:5062").See(s_register).Last)}");

    [Fact]
    public void Other_requests_may_come_from_anywhere() => Assert.Empty(_tester.From("198.51.100.7").See(SipBuilder.Request("INVITE")).Last);

    [Fact]
    public void A_changed_file_is_read_again()
    {
        Write("198.51.100.0/24", age: 1);
        Assert.Empty(_tester.Tick().From("198.51.100.7").See(s_register).Last);
        Assert.Single(_tester.From("192.0.2.7").See(s_register).Last);
    }

    [Fact]
    public void A_file_with_a_fault_is_not_taken_and_the_old_one_holds()
    {
        Write("198.51.100.0/24\nno network", age: 1);
        Assert.Empty(_tester.Tick().From("192.0.2.7").See(s_register).Last);
        Assert.Contains("'no network' is neither an address nor a network", Assert.Single(_tester.Summarize().Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_gone_leaves_the_old_one()
    {
        File.Delete(_scratch["networks"]);
        Assert.Empty(_tester.Tick().From("192.0.2.7").See(s_register).Last);
    }

    [Fact]
    public void It_has_to_be_told_a_file_that_can_be_read()
    {
        Assert.Equal("name the file of the networks that may REGISTER", Assert.Single(new GeofenceOptions().Validate()).Message);
        Assert.Contains("cannot be taken", Assert.Single(new GeofenceOptions { Networks = new(_scratch["nothing"]) }.Validate()).Message, StringComparison.Ordinal);
        Assert.Empty(new GeofenceOptions { Networks = new(_scratch["networks"]) }.Validate());
    }

    // Two versions within one tick of the file system's clock are told apart by an age that is set.
    private void Write(string text, int age) => File.SetLastWriteTimeUtc(_scratch.Write("networks", text), DateTime.UnixEpoch.AddDays(20_000 - age));
}
