using System.Globalization;
using System.Text;

namespace SipIds.Benchmarks.Traffic;

/// <summary>The messages of one ordinary call, or of one registration, as a phone, a proxy and a gateway write them: 500 to 900 bytes with their headers of IP and UDP.</summary>
internal sealed class CallMessages(Random random, int caller, int callee)
{
    private const string Allow = "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, INFO, SUBSCRIBE, NOTIFY, REFER, MESSAGE\r\n";
    private const string Supported = "Supported: replaces, 100rel, timer, norefersub\r\n";
    private const string Server = "Server: Example Gateway 7.4.2 (x86_64/linux)\r\n";
    private const string Phone = "User-Agent: Example Phone T46S 66.86.0.15\r\n";
    private const string Timer = "Session-Expires: 1800;refresher=uac\r\nMin-SE: 90\r\n";

    private readonly string _callId = Hex(random, 32);
    private readonly string _fromTag = Hex(random, 16);
    private readonly string _toTag = Hex(random, 16);
    private readonly string _inviteBranch = Hex(random, 24);
    private readonly string _byeBranch = Hex(random, 24);
    private readonly string _callerHost = HostOf(caller);

    public static string HostOf(int user) =>
        string.Create(CultureInfo.InvariantCulture, $"10.{1 + (user >> 16)}.{(user >> 8) & 255}.{user & 255}");

    public byte[] Message(int step) => Encoding.ASCII.GetBytes(step switch
    {
        0 => Request("INVITE", 102, _inviteBranch, "", Phone + Allow + Supported + Timer, Sdp(_callerHost, caller)),
        1 => Response("100 Trying", 102, "INVITE", _inviteBranch, "", Server + Allow + Supported, ""),
        2 => Response("180 Ringing", 102, "INVITE", _inviteBranch, _toTag, Server + Allow + Contact(callee, "192.0.2.10"), ""),
        3 => Response("200 OK", 102, "INVITE", _inviteBranch, _toTag, Server + Allow + Contact(callee, "192.0.2.10"), Sdp("192.0.2.20", callee)),
        4 => Request("ACK", 102, Hex(random, 24), _toTag, Phone + Allow + Supported, ""),
        5 => Request("BYE", 103, _byeBranch, _toTag, Phone + Allow + Supported, ""),
        _ => Response("200 OK", 103, "BYE", _byeBranch, _toTag, Server + Allow + Supported, ""),
    });

    public byte[] Registration(int step) => Encoding.ASCII.GetBytes(step switch
    {
        0 => Register(201, ""),
        1 => RegisterResponse("401 Unauthorized", 201, $"WWW-Authenticate: Digest realm=\"example.com\", nonce=\"{_toTag}{_inviteBranch}\", algorithm=MD5, qop=\"auth\"\r\n"),
        2 => Register(202, Authorization()),
        _ => RegisterResponse("200 OK", 202, Contact(caller, _callerHost).TrimEnd() + ";expires=3600\r\n"),
    });

    private string Authorization() =>
        $"Authorization: Digest username=\"{caller}\", realm=\"example.com\", nonce=\"{_toTag}{_inviteBranch}\", uri=\"sip:example.com\", response=\"{_callId}\", "
        + $"algorithm=MD5, cnonce=\"{_byeBranch[..8]}\", qop=auth, nc=00000001\r\n";

    private string Register(int sequence, string authorization) =>
        "REGISTER sip:example.com SIP/2.0\r\n"
        + $"Via: SIP/2.0/UDP {_callerHost}:5060;branch=z9hG4bK{_inviteBranch}{sequence};rport\r\nMax-Forwards: 70\r\n"
        + $"From: \"User {caller}\" <sip:{caller}@example.com>;tag={_fromTag}\r\nTo: \"User {caller}\" <sip:{caller}@example.com>\r\n"
        + $"Call-ID: {_callId}@{_callerHost}\r\nCSeq: {sequence} REGISTER\r\n" + Contact(caller, _callerHost) + authorization
        + Phone + "Expires: 3600\r\n" + Allow + Supported + "Content-Length: 0\r\n\r\n";

    private string RegisterResponse(string status, int sequence, string extra) =>
        $"SIP/2.0 {status}\r\n"
        + $"Via: SIP/2.0/UDP {_callerHost}:5060;branch=z9hG4bK{_inviteBranch}{sequence};rport=5060;received={_callerHost}\r\n"
        + $"From: \"User {caller}\" <sip:{caller}@example.com>;tag={_fromTag}\r\nTo: \"User {caller}\" <sip:{caller}@example.com>;tag={_toTag}\r\n"
        + $"Call-ID: {_callId}@{_callerHost}\r\nCSeq: {sequence} REGISTER\r\n" + extra + Server + Allow + Supported + "Content-Length: 0\r\n\r\n";

    private string Request(string method, int sequence, string branch, string toTag, string extra, string sdp) =>
        $"{method} sip:{callee}@example.com;user=phone SIP/2.0\r\n"
        + $"Via: SIP/2.0/UDP {_callerHost}:5060;branch=z9hG4bK{branch};rport\r\nMax-Forwards: 70\r\n"
        + Dialog(sequence, method, toTag) + Contact(caller, _callerHost) + extra + Body(sdp);

    private string Response(string status, int sequence, string method, string branch, string toTag, string extra, string sdp) =>
        $"SIP/2.0 {status}\r\n"
        + $"Via: SIP/2.0/UDP {_callerHost}:5060;branch=z9hG4bK{branch};rport=5060;received={_callerHost}\r\n"
        + "Record-Route: <sip:192.0.2.10;lr;ftag=" + _fromTag + ">\r\n" + Dialog(sequence, method, toTag) + extra + Body(sdp);

    private string Dialog(int sequence, string method, string toTag) =>
        $"From: \"User {caller}\" <sip:{caller}@example.com>;tag={_fromTag}\r\n"
        + $"To: <sip:{callee}@example.com;user=phone>{(toTag.Length > 0 ? ";tag=" + toTag : "")}\r\n"
        + $"Call-ID: {_callId}@{_callerHost}\r\nCSeq: {sequence} {method}\r\n";

    private static string Contact(int user, string host) => $"Contact: <sip:{user}@{host}:5060;transport=udp>\r\n";

    private static string Body(string sdp) =>
        sdp.Length > 0 ? $"Content-Type: application/sdp\r\nContent-Length: {sdp.Length}\r\n\r\n{sdp}" : "Content-Length: 0\r\n\r\n";

    private static string Sdp(string host, int user) =>
        $"v=0\r\no=- {user} {user} IN IP4 {host}\r\ns=call\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {10_000 + (2 * (user & 0xFFF))} RTP/AVP 0 8 101\r\n"
        + "a=rtpmap:0 PCMU/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=sendrecv\r\n";

    private static string Hex(Random random, int length) => string.Create(length, random, static (text, source) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = "0123456789abcdef"[source.Next(16)];
        }
    });
}
