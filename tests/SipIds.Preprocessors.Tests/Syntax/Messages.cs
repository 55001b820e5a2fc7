namespace SipIds.Preprocessors.Tests.Syntax;

/// <summary>An ordinary request and response, and what a test changes in them.</summary>
internal static class Messages
{
    public const string Sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 49170 RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\n";

    private const string Headers =
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK776asdhds\r\nMax-Forwards: 70\r\nTo: Bob <sip:bob@example.com>\r\n"
        + "From: Alice <sip:alice@example.com>;tag=1928301774\r\nCall-ID: a84b4c76e66710@192.0.2.1\r\nCSeq: 314159 INVITE\r\n";

    /// <summary>An INVITE; <paramref name="more"/> are header lines, each with its line end.</summary>
    public static string Invite(string startLine = "INVITE sip:bob@example.com SIP/2.0", string more = "", string body = "") =>
        startLine + "\r\n" + Headers + more + "\r\n" + body;

    public static string InviteTo(string uri) => Invite($"INVITE {uri} SIP/2.0");

    public static string InviteWithSdp(string body, string type = "application/sdp") =>
        Invite(more: $"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n", body: body);
}
