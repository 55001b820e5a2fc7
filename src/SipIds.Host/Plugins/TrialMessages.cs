namespace SipIds.Host.Plugins;

/// <summary>What a plugin is tried on: a call, a registration, and what is no SIP.</summary>
internal static class TrialMessages
{
    private const string Caller = "<sip:alice@example.com>;tag=a1";
    private const string Callee = "<sip:+4930123456@example.com>";

    public static IReadOnlyList<string> All { get; } =
    [
        Message("INVITE sip:+4930123456@example.com SIP/2.0", "1 INVITE", Callee, "Max-Forwards: 70\r\nContact: <sip:alice@192.0.2.1>\r\n"),
        Message("SIP/2.0 180 Ringing", "1 INVITE", $"{Callee};tag=b1", ""),
        Message("SIP/2.0 200 OK", "1 INVITE", $"{Callee};tag=b1", "Contact: <sip:+4930123456@192.0.2.2>\r\n"),
        Message("ACK sip:+4930123456@192.0.2.2 SIP/2.0", "1 ACK", $"{Callee};tag=b1", "Max-Forwards: 70\r\n"),
        Message("BYE sip:+4930123456@192.0.2.2 SIP/2.0", "2 BYE", $"{Callee};tag=b1", "Max-Forwards: 70\r\n"),
        Message("REGISTER sip:example.com SIP/2.0", "1 REGISTER", Caller[..Caller.IndexOf(';', StringComparison.Ordinal)], "Max-Forwards: 70\r\nContact: <sip:alice@192.0.2.1>\r\nExpires: 3600\r\n"),
        Message("OPTIONS sip:example.com SIP/2.0", "1 OPTIONS", Callee, "Max-Forwards: 70\r\n"),
        "no SIP at all",
    ];

    private static string Message(string startLine, string sequence, string to, string more) =>
        $"{startLine}\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-{sequence.Replace(' ', '-')}\r\nFrom: {Caller}\r\nTo: {to}\r\nCall-ID: trial@192.0.2.1\r\nCSeq: {sequence}\r\n{more}Content-Length: 0\r\n\r\n";
}
