namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class ToolFingerprintTests
{
    [Theory]
    [InlineData("\"x\"<sip:100@1.1.1.1>;tag=6330303030323031313363340133313837343630343530", "svmap scans 192.0.2.1:5060")]
    [InlineData("\"x\"<sip:100@1.1.1.1>; tag=6163313936393238313363340131323031353530343335", "svmap scans 172.25.105.40:5060")]
    [InlineData("\"100\"<sip:100@192.0.2.10>;tag=31303001333031313138383338", "svwar asks for 100")]
    [InlineData("\"101\" <sip:101@192.0.2.10>;tag=3130313a313233300131363730313539303833", "svcrack tries 101:1230")]
    public void SIPVicious_says_what_it_tries(string from, string detail)
    {
        var report = Assert.Single(new MandatoryTester().See(Messages.Invite.With("From", "From: " + from)));
        Assert.Equal(("2015/1", detail), (report.ToString(), report.Detail));
    }

    [Fact]
    public void The_first_request_of_svcrack_is_known()
    {
        var message = Register("From: \"101\" <sip:101@192.0.2.10>;tag=3206210844").With("To", "To: \"101\" <sip:101@192.0.2.10>");
        Assert.Equal("svcrack asks for a nonce for 101", Assert.Single(new MandatoryTester().See(message)).Detail);
    }

    [Theory]
    [InlineData("<sip:a@example.com>;tag=3332313233343536")]
    [InlineData("<sip:a@example.com>;tag=3130300131323334")]
    [InlineData("<sip:a@example.com>;tag=0131323334353637")]
    [InlineData("<sip:a@example.com>;tag=313030013330313131383833383")]
    [InlineData("<sip:a@example.com>;tag=3206210844")]
    [InlineData("<sip:a@example.com>;tag=8068789c6f489f848d68f11e81141125")]
    public void A_tag_that_only_looks_like_it_is_silent(string from) => Assert.Empty(new MandatoryTester().See(Messages.Invite.With("From", "From: " + from)));

    [Fact]
    public void A_response_to_a_tool_is_silent() =>
        Assert.Empty(new MandatoryTester().See(Messages.Ok.With("From", "From: \"100\"<sip:100@192.0.2.10>;tag=31303001333031313138383338")));

    [Theory]
    [InlineData("", "svcrash")]
    [InlineData("Max-Forwards: 70", "")]
    public void An_answer_to_svcrash_is_silent_and_only_its_own_false_answer_is_known(string leftOut, string tool)
    {
        var message = Messages.Ok.With("From", "From: \"100\"<sip:100@192.0.2.10>;tag=683a653a7901746865726501627965")
            .With("Via", "Via: SIP/2.0/UDP 192.0.2.101:5061;branch=z9hG4bK-573841574;rport").And("Max-Forwards: 70");
        Assert.Equal(tool, Details(leftOut.Length == 0 ? message : message.With(leftOut, null)));
    }

    [Theory]
    [InlineData("wv8y4nb2jzfcfzbthgx9b46jzlj2z4yo3htlqd44jt4wedg4f9q78g3d7nyax0rspw8pqo5", "9660eef1b36e291fe36f30959715dc09", "39a8eec5", "sippts")]
    [InlineData("z9hG4bK-7869312504", "lszfu6o5rpkmjd2y4vhbign03ax99459@192.0.2.10", "627910", "Mr.SIP")]
    [InlineData("z9hG4bK-6183724509", "sq439e7ycrkb6djtlinwg2om0pv99949", "455903", "Mr.SIP")]
    [InlineData("z9hG4bK.7b3c9321", "589412523", "70c00e8c", "Metasploit")]
    [InlineData("z9hG4bK-d8754z-b538815be3603112-1---d8754z-", "1", "102", "siparmyknife")]
    [InlineData("z9hG4bK000019390001939", "1939@198.51.100.66", "1939", "PROTOS c07-sip")]
    [InlineData("z9hG4bK-573841574", "1", "1", "svcrash")]
    [InlineData("z9hG4bK1", "1", "683a653a7901746865726501627965", "svcrash")]
    public void The_habits_of_a_tool_are_known(string branch, string callId, string tag, string tool) =>
        Assert.Equal(tool, Assert.Single(new MandatoryTester().See(Habits(branch, callId, tag)), report => report.Sid == 2015).Detail);

    [Theory]
    [InlineData("z9hG4bK-7869312504", "lszfu6o5rpkmjd2y4vhbign03ax99459@192.0.2.10", "abcdef")]
    [InlineData("z9hG4bK-7869312504", "lszfu6o5rpkmjd2y4vhbign03aa99459@192.0.2.10", "627910")]
    [InlineData("z9hG4bK-7869312505", "lszfu6o5rpkmjd2y4vhbign03ax99459@192.0.2.10", "627910")]
    [InlineData("z9hG4bK.7b3c9321", "589412523@127.0.0.1", "2321b8ab")]
    [InlineData("z9hG4bK-13421-1-0", "1-13421@192.0.2.101", "13421SIPpTag001")]
    [InlineData("z9hG4bK-d8754z-a538815be3603112-1---d8754z-", "1", "102")]
    [InlineData("z9hG4bK000019390001938", "1939@198.51.100.66", "1939")]
    [InlineData("z9hG4bK0000001939", "0000001939@198.51.100.66", "0000001939")]
    [InlineData("z9hG4bK000", "0@198.51.100.66", "000")]
    [InlineData("z9hG4bKwv8y4nb2jzfcfzbthgx9b46jzlj2z4yo3htlqd44jt4wedg4f9q78g3d7nyax0r", "9660eef1b36e291fe36f30959715dc09@192.0.2.1", "39a8eec5")]
    public void The_habits_of_others_are_not_theirs(string branch, string callId, string tag) =>
        Assert.Empty(new MandatoryTester().See(Habits(branch, callId, tag)));

    [Fact]
    public void Inviteflood_counts_in_four_fields()
    {
        var message = Habits("z9hG4bK-0000000007", "0000000007", "0000000007").With("CSeq", "CSeq: 0000000007 INVITE");
        Assert.Equal("inviteflood", Assert.Single(new MandatoryTester().See(message)).Detail);
        Assert.Empty(new MandatoryTester().See(message.With("Call-ID", "Call-ID: 0000000008")));
    }

    [Fact]
    public void Viproy_and_Nmap_are_known_by_their_branches()
    {
        Assert.Equal("Viproy", Details(Messages.Invite.With("Via", "Via: SIP/2.0/UDP 192.0.2.1:5060;rport;branch=branch0aZ1bY2cX3")));
        Assert.Equal("Nmap", Details(Habits("foo", "50000", "root").With("CSeq", "CSeq: 42 INVITE")));
    }

    [Fact]
    public void Erase_registrations_is_known_whatever_it_is_called()
    {
        var message = Register("From: <sip:a@example.com>;tag=1").With("CSeq", "CSeq: 100 REGISTER").With("Max-Forwards", "Max-Forwards: 16")
            .With("Contact", "Contact: *").And("Expires: 0");
        Assert.Empty(new MandatoryTester().See(message));
        Assert.Equal("erase_registrations", Details(message.With("Via", "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=2bbdc8ee-5a1f")));
    }

    [Fact]
    public void Metasploits_spoofed_INVITE_is_known()
    {
        var message = Messages.Invite.With("Via", "Via: SIP/2.0/UDP 10.0.1.45").With("From", "From: \"testtest\"<sip:10.0.1.199>");
        Assert.Equal("Metasploit", Details(message.With("Call-ID", "Call-ID: 14810.0.1.45")));
        Assert.Empty(Details(message.With("Call-ID", "Call-ID: 148@10.0.1.45")));
    }

    private static string Habits(string branch, string callId, string tag) =>
        Messages.Invite.With("Via", $"Via: SIP/2.0/UDP 192.0.2.1:5060;branch={branch};rport")
            .With("Call-ID", "Call-ID: " + callId).With("From", $"From: <sip:100@192.0.2.1>;tag={tag}");

    private static string Register(string from) =>
        Messages.Invite.With("INVITE", "REGISTER sip:192.0.2.10 SIP/2.0").With("CSeq", "CSeq: 1 REGISTER").With("From", from);

    private static string Details(string message) =>
        string.Join(", ", new MandatoryTester().See(message).Where(report => report.Sid == 2015).Select(report => report.Detail));

    [Theory]
    [InlineData("s=SIPPTS", "2015/1")]
    [InlineData("s=svwar", "2015/1")]
    [InlineData("s=SIPPTSX", "")]
    [InlineData("s=-", "")]
    [InlineData("i=-\ns=SIPPTS", "")]
    public void The_constant_session_name_of_a_tool_is_known_whatever_its_headers_are(string line, string report)
    {
        var offer = Messages.Invite.With("Content-Length", "Content-Type: application/sdp") + $"v=0\no=100 8000 8000 IN IP4 192.0.2.1\n{line}\nt=0 0\n";
        Assert.Equal(report, string.Join(' ', new MandatoryTester().See(offer)));
    }
}
