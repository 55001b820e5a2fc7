using SipIds.Configuration;
using SipIds.Host.Discovery;
using SipIds.Host.Discovery.Survey;
using SipIds.Host.Settings;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

/// <summary>What a survey says of packets that went through the usual pipeline.</summary>
internal static class Seen
{
    public static Discoveries In(IEnumerable<TestPacket> packets, params string[] settings) => In(packets.OrderBy(packet => packet.Time).Select(packet => (packet, 0)), settings);

    public static Discoveries In(IEnumerable<(TestPacket Packet, int Door)> packets, params string[] settings) => Analysis.Of(Facts(packets, settings));

    public static TrafficFacts Facts(IEnumerable<(TestPacket Packet, int Door)> packets, params string[] settings)
    {
        var sensor = SensorConfiguration.Load(null, settings, BuiltIn.Register(new()), null, ProductSettings.Sections);
        var survey = new TrafficSurvey(sensor.Settings.Pipeline.Ports, hosts: 512);
        var pipeline = new SipIdsPipeline(sensor.ToSetup() with { Outputs = [new Accusers(survey)], Observers = [survey], Hasher = KeyHasher.CreateFixed() });
        foreach (var (packet, door) in packets)
        {
            survey.Door = door;
            _ = pipeline.Process(packet.ToFrame().ToFrame());
        }

        return new()
        {
            Survey = survey,
            Settings = sensor.Settings.Pipeline,
            Doors = new Dictionary<int, string> { [1] = "eth1", [2] = "eth2" },
            AreDoorsInterfaces = true,
            Frames = pipeline.Statistics.Packets,
            Observed = TimeSpan.FromMinutes(1),
        };
    }

    /// <summary>The proposals for a setting: value and confidence.</summary>
    public static IReadOnlyList<(string Value, Confidence Confidence)> Of(this Discoveries found, string setting) =>
        [.. found.Proposals.Where(proposal => proposal.Setting == setting).Select(proposal => (proposal.Value, proposal.Confidence))];

    /// <summary>What is said of a subject that is left out.</summary>
    public static string? LeftOutOf(this Discoveries found, string subject) => found.LeftOut.FirstOrDefault(remark => remark.Subject == subject)?.Text;

    public static string SourceSays(this Discoveries found, string subject) => found.Source.First(remark => remark.Subject == subject).Text;
}
