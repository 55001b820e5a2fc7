namespace SipIds.Preprocessors.Tests.Mandatory;

/// <summary>Messages without a fault, and a way to put one in.</summary>
internal static class Messages
{
    public const string Invite = """
        INVITE sip:bob@biloxi.example.com SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bK776asdhds;rport
        Max-Forwards: 70
        To: "Bob" <sip:bob@biloxi.example.com>
        From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774
        Call-ID: a84b4c76e66710@192.0.2.101
        CSeq: 314159 INVITE
        Contact: <sip:alice@192.0.2.101>
        User-Agent: Deskphone 4.2
        Content-Length: 0


        """;

    public const string Register = """
        REGISTER sip:biloxi.example.com SIP/2.0
        Via: SIP/2.0/UDP 192.0.2.4:5060;branch=z9hG4bKnashds7
        Max-Forwards: 70
        To: "Union of Bob Selected" <sip:bob@biloxi.example.com>
        From: "Bob" <sip:bob@biloxi.example.com>;tag=456248
        Call-ID: 843817637684230@998sdasdh09
        CSeq: 1826 REGISTER
        Contact: <sip:bob@192.0.2.4:5060;transport=udp>;expires=7200
        Authorization: Digest username="bob", realm="biloxi.example.com", nonce="1", uri="sip:biloxi.example.com", response="2"
        User-Agent: Deskphone 4.2
        Content-Length: 0


        """;

    public const string Ok = """
        SIP/2.0 200 OK
        Via: SIP/2.0/UDP 192.0.2.101:5060;branch=z9hG4bK776asdhds;received=192.0.2.101;rport=5060
        To: "Bob" <sip:bob@biloxi.example.com>;tag=a6c85cf
        From: "Alice" <sip:alice@atlanta.example.com>;tag=1928301774
        Call-ID: a84b4c76e66710@192.0.2.101
        CSeq: 314159 INVITE
        Contact: <sip:bob@192.0.2.10>
        Content-Length: 0


        """;

    /// <summary>The message with another line in place of the one that begins with <paramref name="header"/>; null takes the line out.</summary>
    public static string With(this string message, string header, string? line)
    {
        var lines = message.Split('\n').ToList();
        var index = lines.FindIndex(text => text.StartsWith(header, StringComparison.Ordinal));
        Assert.True(index >= 0, $"no line begins with {header}");
        lines.RemoveAt(index);
        if (line is not null)
        {
            lines.Insert(index, line);
        }

        return string.Join('\n', lines);
    }

    /// <summary>The message with a further line before its User-Agent or Content-Length.</summary>
    public static string And(this string message, string line) => message.With("Content-Length", line + "\nContent-Length: 0");
}
