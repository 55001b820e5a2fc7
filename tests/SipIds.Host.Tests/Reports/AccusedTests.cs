using System.Globalization;
using SipIds.Testing;

namespace SipIds.Host.Tests.Reports;

/// <summary>Who is called an attacker, and who is not.</summary>
public sealed class AccusedTests : IDisposable
{
    private const string Server = "192.0.2.10:5060";

    private readonly Scratch _scratch = new();
    private readonly CaptureBuilder _capture = new();
    private int _sent;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Who_sends_the_request_over_the_limit_of_a_flood_of_many_is_not_singled_out()
    {
        var output = Told(Case("sd-registrar-outage"));
        Assert.StartsWith("1 flood from many addresses; nobody is singled out.\n\nA flood on 198.51.100.1 from many addresses, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.10 attacked", output, StringComparison.Ordinal);
        Assert.DoesNotContain("ban it", output, StringComparison.Ordinal);
        Assert.Contains("If it is ordinary: A provider's registrar, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_makes_a_flood_alone_is_singled_out()
    {
        Flood(number => "198.51.100.7:5060");
        Assert.Contains("\n198.51.100.7 attacked 192.0.2.10, ", Told(Saved()), StringComparison.Ordinal);
    }

    [Fact]
    public void Who_makes_most_of_a_flood_is_accused_of_what_another_one_tips()
    {
        Flood(number => number % 5 == 0 ? $"203.0.113.{number}:5060" : "198.51.100.7:5060");
        var output = Told(Saved());
        Assert.Contains("\n198.51.100.7 attacked 192.0.2.10, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n203.0.113.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_returns_what_it_was_sent_is_no_attacker()
    {
        var output = Told(Case("protos-c07"));
        Assert.Contains("\n198.51.100.66 attacked 192.0.2.10, ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\n192.0.2.10 ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_sends_broken_answers_to_good_requests_is_told()
    {
        for (var number = 0; number < 3; number++)
        {
            var request = SipBuilder.Request("OPTIONS", "sip:192.0.2.10").CallId($"ping-{number}").Via("198.51.100.7:5060", $"z9hG4bK-{number}");
            Send("198.51.100.7:5060", Server, request);
            Send(Server, "198.51.100.7:5060", SipBuilder.Response(200, request).Header("Subject", "a\u0001b"));
        }

        Assert.Contains("\n192.0.2.10 sent broken messages to 198.51.100.7, ", Told(Saved()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_from_forged_addresses_is_one_attack()
    {
        var output = Told(Case("mrsip-flood"));
        Assert.Single(output.Split('\n'), line => line.Contains(" attacked ", StringComparison.Ordinal));
        Assert.StartsWith("1 attack from 150 addresses; ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_oddities_at_once_deserve_a_sentence()
    {
        for (var number = 0; number < 400; number++)
        {
            _capture.Add(FrameBuilder.Udp($"203.0.113.{number % 200}:5060", Server).Payload("XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX").At(TimeSpan.FromMilliseconds(number)));
        }

        Assert.StartsWith("No attack was found, but 400 oddities of low severity from 200 addresses, up to 400 within 10 s: a flood, or a broken sender.\n", Told(Saved()), StringComparison.Ordinal);
    }

    [Fact]
    public void As_many_oddities_in_an_hour_are_none()
    {
        for (var number = 0; number < 400; number++)
        {
            _capture.Add(FrameBuilder.Udp("203.0.113.1:5060", Server).Payload("XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX").At(TimeSpan.FromSeconds(9 * number)));
        }

        Assert.StartsWith("No attack was found; 400 oddities of low severity.\n", Told(Saved()), StringComparison.Ordinal);
    }

    internal static string Case(string name) => Directory.GetFiles(Path.Combine(Repository.Corpus("cases"), name), "capture.pcap*")[0];

    private static string Told(string capture, string options = "") => CommandLine.Program.Shell($"COLUMNS=400 $sipids read $1 {options}", capture).Output;

    private string Saved()
    {
        _capture.Save(_scratch["sent.pcap"]);
        return _scratch["sent.pcap"];
    }

    private void Flood(Func<int, string> senderOf)
    {
        for (var number = 0; number < 120; number++)
        {
            var name = number.ToString(CultureInfo.InvariantCulture);
            Send(senderOf(number), Server, SipBuilder.Request("INVITE", "sip:bob@192.0.2.10").From($"sip:u{name}@192.0.2.10").To("sip:bob@192.0.2.10").CallId($"call-{name}").Via(senderOf(number), $"z9hG4bK-{name}"));
        }
    }

    private void Send(string source, string target, SipBuilder message) =>
        _capture.Add(FrameBuilder.Udp(source, target).Payload(message).At(TimeSpan.FromMilliseconds(20 * _sent++)));
}
