using SipIds.Capture.PcapFile;
using SipIds.Events;
using SipIds.Host.Live;
using SipIds.Host.Settings;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

/// <summary>A flood that is to hide an attack in the log of a live run: with the bounds for alerts that <c>sipcnf.yaml</c> has.</summary>
public class HiddenAttackTests
{
    private const string Junk = "INVITE <sip:1> SIP/3.0\r\nVia: x\r\nFrom: \r\nTo: ,\r\nCSeq: x\r\nMax-Forwards: 999\r\nbad line\r\n\r\n";
    private const string Injection = "OPTIONS sip:a'%20or%201=1--@192.0.2.10 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\nFrom: <sip:a'or'1'='1@x>;tag=1\r\nTo: <sip:b@x>\r\nCall-ID: 1\r\nCSeq: 1 OPTIONS\r\n\r\n";

    private static readonly string[] s_attack = ["mandatory-tool-fingerprint", "password-guessing", "register-flood-sender"];

    [Theory]
    [InlineData(100)]
    [InlineData(1000)]
    public void Junk_of_ever_new_senders_costs_svcrack_none_of_its_high_alerts(int perSecond)
    {
        var (alone, flooded) = (HighAlerts(Attack()), HighAlerts(Attack().Concat(Flood(Junk, perSecond))));
        Assert.Equal(s_attack, alone.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(alone, flooded.Where(name => s_attack.Contains(name, StringComparer.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_flood_of_other_high_alerts_hides_none_of_the_kinds_of_an_attack()
    {
        var flooded = HighAlerts(Attack().Concat(Flood(Injection, 2000)));
        Assert.Contains("mandatory-injection", flooded, StringComparer.Ordinal);
        Assert.All(s_attack, name => Assert.Contains(name, flooded, StringComparer.Ordinal));
    }

    private static List<string> HighAlerts(IEnumerable<Sent> frames)
    {
        using var log = new HighLog();
        var pipeline = new SipIdsPipeline(new()
        {
            Registry = BuiltIn.Register(new()),
            Outputs = [log],
            Hasher = KeyHasher.CreateFixed(),
            AlertLimits = LiveSettings.LimitsOf(new SettingsSource(BuiltIn.Register(new()), null, []).Load()!.Settings),
        });
        foreach (var sent in frames.OrderBy(frame => frame.Time))
        {
            _ = pipeline.Process(new() { Time = sent.Time, Number = 1, Link = LinkType.Ethernet, OriginalLength = sent.Bytes.Length, Bytes = sent.Bytes });
        }

        return [.. log.Names.Order(StringComparer.Ordinal)];
    }

    private static List<Sent> Attack()
    {
        using var source = CaptureFile.Open(Path.Combine(Repository.Root, "samples", "captures", "svcrack.pcap"));
        var frames = new List<Sent>();
        while (source.TryRead(out var frame))
        {
            frames.Add(new(frame.Time, frame.Bytes.ToArray()));
        }

        return frames;
    }

    // From a second before the attack to its end.
    private static IEnumerable<Sent> Flood(string payload, int perSecond)
    {
        var (first, last) = (Attack().Min(frame => frame.Time), Attack().Max(frame => frame.Time));
        var gap = TimeSpan.FromSeconds(1) / perSecond;
        var number = 0;
        for (var time = first + TimeSpan.FromSeconds(-1); time <= last; time += gap)
        {
            number++;
            yield return new(time, FrameBuilder.Udp($"203.0.{number / 250 % 250}.{(number % 250) + 1}:5060", "192.0.2.10:5060").Payload(payload).Build());
        }
    }

    private sealed record Sent(Timestamp Time, byte[] Bytes);

    private sealed class HighLog : IEventOutput
    {
        public List<string> Names { get; } = [];

        public string Name => "list";

        public long Lost => 0;

        public string? Fault => null;

        public void Write(in Alert alert, in SipPacket packet)
        {
            if (alert.Severity is Severity.High)
            {
                Names.Add(alert.Event.Name);
            }
        }

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
