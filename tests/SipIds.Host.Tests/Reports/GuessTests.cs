using SipIds.Testing;

namespace SipIds.Host.Tests.Reports;

/// <summary>Who is said to have guessed a password, and who is not.</summary>
public sealed class GuessTests : IDisposable
{
    private const string Registrar = "192.0.2.10:5060";

    private readonly Scratch _scratch = new();
    private readonly CaptureBuilder _capture = new();
    private int _requests;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_user_whose_password_is_accepted_after_many_refusals_was_guessed()
    {
        Register("102", "198.51.100.7:5060", refusals: 20);
        Assert.Contains("guessed the password of 102 after 20 refusals", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_phone_behind_the_same_address_that_logs_in_at_once_is_no_success()
    {
        Register("102", "198.51.100.7:5060", refusals: 20, isAccepted: false);
        Register("103", "198.51.100.7:5071", refusals: 0);
        var output = Read();
        Assert.Contains("Password guessing", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SUCCEEDED", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_of_the_finger_is_no_attack()
    {
        Register("102", "198.51.100.7:5060", refusals: 2);
        Assert.StartsWith("No attack was found.", Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_a_message_cannot_steer_the_terminal()
    {
        Register("10%1b\u202e2", "198.51.100.7:5060", refusals: 20);
        Assert.DoesNotContain('\u202e', Read());
    }

    private string Read()
    {
        _capture.Save(_scratch["calls.pcap"]);
        return CommandLine.Program.Shell("COLUMNS=200 $sipids read $1", _scratch["calls.pcap"]).Output;
    }

    private void Register(string user, string phone, int refusals, bool isAccepted = true)
    {
        for (var attempt = 0; attempt <= refusals + (isAccepted ? 1 : 0); attempt++)
        {
            var request = SipBuilder.Request("REGISTER", "sip:192.0.2.10").From($"sip:{user}@192.0.2.10").To($"sip:{user}@192.0.2.10")
                .CallId($"register-{user}").CSeq(attempt + 1, "REGISTER").Via(phone, $"z9hG4bK-{user}-{attempt}");
            var nonce = $"nonce-{user}-{attempt}";
            request = attempt == 0 ? request
                : request.Header("Authorization", $"Digest username=\"{user}\", realm=\"r\", nonce=\"nonce-{user}-{attempt - 1}\", uri=\"sip:192.0.2.10\", response=\"{attempt:x32}\"");
            var response = isAccepted && attempt == refusals + 1 ? SipBuilder.Response(200, request) : SipBuilder.Response(401, request).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{nonce}\"");
            Send(phone, Registrar, request);
            Send(Registrar, phone, response);
        }
    }

    private void Send(string source, string target, SipBuilder message) =>
        _capture.Add(FrameBuilder.Udp(source, target).Payload(message).At(TimeSpan.FromMilliseconds(20 * _requests++)));
}
