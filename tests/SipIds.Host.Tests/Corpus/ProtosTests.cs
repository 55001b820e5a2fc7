using SipIds.Events;
using SipIds.Host.Tests.Traffic;
using SipIds.Options;
using SipIds.Packets;

namespace SipIds.Host.Tests.Corpus;

/// <summary>PROTOS c07-sip: 277 INVITE, each with one element broken, or odd and legal.</summary>
public sealed class ProtosTests
{
    private static readonly NetAddress s_tool = NetAddress.Parse("198.51.100.66");

    [Fact]
    public void Every_one_of_the_277_cases_raises_an_event() => Assert.Equal(277, Reported(new()));

    // What stays silent is legal: long tokens, other numbers, names that may be names, a body longer than Content-Length on UDP.
    [Fact]
    public void Without_the_fingerprint_of_the_suite_241_of_the_277_cases_raise_an_event() =>
        Assert.InRange(Reported(new() { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["mandatory-tool-fingerprint"] = EventAction.Off } }), 241, 277);

    private static int Reported(PipelineOptions settings) => new Sensor(settings)
        .Read(new Case("protos-c07").Input)
        .Events.Where(e => e.Source.Address == s_tool)
        .Select(e => e.Number)
        .Distinct()
        .Count();
}
