using System.Globalization;
using SipIds.Testing;

namespace SipIds.Host.Tests.Reports;

/// <summary>What an attack is said to have achieved.</summary>
public sealed class SuccessTests : IDisposable
{
    private const string Caller = "198.51.100.67:5060";
    private const string Server = "192.0.2.10:5060";

    private readonly Scratch _scratch = new();
    private readonly CaptureBuilder _capture = new();
    private int _sent;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Answered_calls_to_premium_numbers_are_a_success_with_where_to_and_how_long()
    {
        var output = Read(AccusedTests.Case("toll-fraud"));
        Assert.StartsWith("1 attacker; it SUCCEEDED.\n", output, StringComparison.Ordinal);
        Assert.Contains("  result    SUCCEEDED: 7 calls to premium numbers answered (+252, +882), 2 min 45 s in all: 0025261234501, ", output, StringComparison.Ordinal);
        Assert.Contains("Change the password of the account that called, ", output, StringComparison.Ordinal);
        Assert.Contains("If it is yours: A customer with family or business in such a country: raise the limit", output, StringComparison.Ordinal);
        Assert.DoesNotContain("+4930123456,", output[..output.IndexOf("\nalerts  severity", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_is_challenged_is_no_user_that_was_found()
    {
        var output = Read(AccusedTests.Case("tollfraud-dialplan"));
        Assert.DoesNotContain("SUCCEEDED", output, StringComparison.Ordinal);
        Assert.Contains("none of the 33 numbers that it tried was let through\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(180)]
    [InlineData(200)]
    public void A_number_that_is_let_through_is_a_success(int status)
    {
        Dial(status);
        Assert.Contains("1 of 40 numbers were let through: 30972592277524", Read(Saved()), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_dropped_did_not_succeed()
    {
        var output = Read(Path.Combine(Repository.Root, "samples", "captures", "svcrack.pcap"), "--inline --set action_drop=true");
        Assert.DoesNotContain("SUCCEEDED", output, StringComparison.Ordinal);
        Assert.Contains("  result    237 messages dropped, among them 1 that the capture shows accepted (2xx): it would have been stopped; ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sipids: action_drop is false, so --inline drops nothing; --set action_drop=true drops\n", "--inline")]
    [InlineData("sipids: without --inline nothing is dropped, though action_drop is true\n", "--set", "action_drop=true")]
    [InlineData("", "--inline", "--set", "action_drop=true")]
    [InlineData("")]
    public void That_nothing_can_be_dropped_is_said(string errors, params string[] options) =>
        Assert.Equal(errors, CommandLine.Program.Run(["read", Path.Combine(Repository.Root, "samples", "captures", "svcrack.pcap"), .. options]).Errors);

    private static string Read(string capture, string options = "") => CommandLine.Program.Shell($"COLUMNS=400 $sipids read $1 {options}", capture).Output;

    private string Saved()
    {
        _capture.Save(_scratch["sent.pcap"]);
        return _scratch["sent.pcap"];
    }

    // The prefix 30 lets calls out, and the others do not.
    private void Dial(int status)
    {
        for (var prefix = 10; prefix < 50; prefix++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{prefix}972592277524");
            var request = SipBuilder.Request("INVITE", $"sip:{number}@192.0.2.10").From("sip:1000@192.0.2.10").To($"sip:{number}@192.0.2.10")
                .CallId($"dial-{number}").Header("User-Agent", "friendly-scanner").Via(Caller, $"z9hG4bK-{number}");
            Send(Caller, Server, request);
            Send(Server, Caller, SipBuilder.Response(prefix == 30 ? status : 404, request));
            if (prefix == 30 && status < 200)
            {
                Send(Server, Caller, SipBuilder.Response(487, request));
            }
        }
    }

    private void Send(string source, string target, SipBuilder message) =>
        _capture.Add(FrameBuilder.Udp(source, target).Payload(message).At(TimeSpan.FromMilliseconds(200 * _sent++)));
}
