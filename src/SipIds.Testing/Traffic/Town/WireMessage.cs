using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A message between simulated parties, which read its fields; only the sensor sees its bytes.</summary>
internal sealed record WireMessage
{
    public required string Method { get; init; }

    /// <summary>The status code; 0 for a request.</summary>
    public int Status { get; init; }

    public string Uri { get; init; } = "";

    public ImmutableArray<WireVia> Vias { get; init; } = [];

    public required string From { get; init; }

    public string FromTag { get; init; } = "";

    public required string To { get; init; }

    public string ToTag { get; init; } = "";

    public required string CallId { get; init; }

    public int CSeq { get; init; } = 1;

    public string Contact { get; init; } = "";

    /// <summary>How long a registration lasts; negative where nothing is said.</summary>
    public int Expires { get; init; } = -1;

    public WireCredentials? Credentials { get; init; }

    /// <summary>Further header lines, each with its line end.</summary>
    public string Fields { get; init; } = "";

    /// <summary>The nonce that a challenge gives.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>Where the media is to go; empty for a message without a description.</summary>
    public string Media { get; init; } = "";

    /// <summary>Bytes that are sent instead, which no party reads.</summary>
    public byte[]? Junk { get; init; }

    public bool IsRequest => Status == 0;

    public WireVia Via => Vias[0];

    /// <summary>The response that a server makes of a request.</summary>
    public WireMessage Answer(int status, string tag) => this with
    {
        Status = status,
        ToTag = ToTag.Length > 0 || status == 100 ? ToTag : tag,
        Contact = "",
        Expires = -1,
        Credentials = null,
        Fields = RecordRoute,
        Media = "",
    };

    /// <summary>The Record-Route lines among the further ones (RFC 3261 §12.1.1).</summary>
    private string RecordRoute => string.Concat(Fields.Split("\r\n").Where(line => line.StartsWith("Record-Route:", StringComparison.Ordinal)).Select(line => line + "\r\n"));

    public byte[] ToBytes()
    {
        if (Junk is not null)
        {
            return Junk;
        }

        var text = new StringBuilder(512);
        _ = IsRequest ? text.Append(CultureInfo.InvariantCulture, $"{Method} {Uri} SIP/2.0\r\n")
            : text.Append(CultureInfo.InvariantCulture, $"SIP/2.0 {Status} {ReasonPhrase.Of(Status)}\r\n");
        foreach (var via in Vias)
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"Via: SIP/2.0/UDP {via.SentBy};branch={via.Branch}{via.Received}\r\n");
        }

        _ = text.Append(IsRequest ? "Max-Forwards: 70\r\n" : "")
            .Append(CultureInfo.InvariantCulture, $"From: <{From}>{Tag(FromTag)}\r\nTo: <{To}>{Tag(ToTag)}\r\nCall-ID: {CallId}\r\nCSeq: {CSeq} {Method}\r\n");
        AppendOptional(text);
        var body = Media.Length == 0 ? "" : $"v=0\r\no=- 1 1 IN IP4 {Media}\r\ns=-\r\nc=IN IP4 {Media}\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 101\r\n";
        _ = text.Append(Media.Length == 0 ? "" : "Content-Type: application/sdp\r\n").Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n").Append(body);
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private void AppendOptional(StringBuilder text)
    {
        _ = Contact.Length > 0 ? text.Append("Contact: ").Append(Contact).Append("\r\n") : text;
        _ = Expires >= 0 ? text.Append(CultureInfo.InvariantCulture, $"Expires: {Expires}\r\n") : text;
        _ = Credentials is not null ? text.Append(Credentials.ToLine(Method)).Append("\r\n") : text;
        _ = text.Append(Fields);
    }

    private static string Tag(string tag) => tag.Length == 0 ? "" : ";tag=" + tag;
}
