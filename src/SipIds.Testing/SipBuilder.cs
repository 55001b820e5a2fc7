using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace SipIds.Testing;

/// <summary>Builds SIP messages, legal by default and malformed on demand. Every call returns a new builder, so that one can be kept and varied.</summary>
public sealed record SipBuilder
{
    private const string MagicCookie = "z9hG4bK-";

    private SipBuilder(string firstLine, string method)
    {
        FirstLine = firstLine;
        Method = method;
    }

    private string FirstLine { get; init; }

    private string Method { get; init; }

    private ImmutableArray<HeaderLine> Lines { get; init; } = [];

    private ImmutableArray<byte> Content { get; init; } = [];

    private string NewLine { get; init; } = "\r\n";

    private string? Length { get; init; }

    private bool WritesLength { get; init; } = true;

    private bool EndsHeaders { get; init; } = true;

    /// <summary>A request from <c>sip:alice@example.com</c> at 192.0.2.1 to <c>sip:bob@example.com</c> with the fields that RFC 3261 §8.1.1 asks for, and a Contact.</summary>
    public static SipBuilder Request(string method, string uri = "sip:bob@example.com") =>
        new SipBuilder($"{method} {uri} SIP/2.0", method)
            .Via("192.0.2.1:5060")
            .Header("Max-Forwards", "70")
            .From("sip:alice@example.com")
            .To("sip:bob@example.com")
            .CallId("call-1@192.0.2.1")
            .CSeq(1)
            .Header("Contact", "<sip:alice@192.0.2.1:5060>");

    /// <summary>A response to a request: its Via, Record-Route, From, To, Call-ID and CSeq, a To tag <c>b1</c> unless it is 100 or has one (RFC 3261 §8.2.6).</summary>
    public static SipBuilder Response(int status, SipBuilder toRequest, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(toRequest);
        var response = new SipBuilder(string.Create(CultureInfo.InvariantCulture, $"SIP/2.0 {status} {reason ?? ReasonPhrase.Of(status)}"), toRequest.Method)
        {
            Lines = toRequest.Lines.RemoveAll(static line => !line.IsCopied),
        };
        return status == 100 ? response : response.ToTag("b1");
    }

    /// <summary>The CANCEL of an INVITE: its Request-URI, From, To, Call-ID, CSeq number and top Via (RFC 3261 §9.1).</summary>
    public static SipBuilder CancelOf(SipBuilder invite) => OfTransaction("CANCEL", invite);

    /// <summary>The ACK of a refusal, which belongs to the transaction of its INVITE (RFC 3261 §17.1.1.3); that of a 2xx is a request of its own.</summary>
    /// <param name="invite">The INVITE.</param>
    /// <param name="tag">The To tag of the refusal.</param>
    public static SipBuilder AckOf(SipBuilder invite, string tag = "b1") => OfTransaction("ACK", invite).ToTag(tag);

    /// <summary>Replaces the start line as a whole, without its line end.</summary>
    public SipBuilder StartLine(string line) => this with { FirstLine = line };

    /// <summary>Replaces the From header.</summary>
    /// <param name="uri">A URI, which is put into angle brackets, or a whole name-addr, which is left alone.</param>
    /// <param name="tag">The tag; null for none.</param>
    public SipBuilder From(string uri, string? tag = "a1") => Replace("From", Address(uri, tag));

    /// <summary>Replaces the To header, by default without a tag, as outside a dialog.</summary>
    /// <param name="uri">A URI, which is put into angle brackets, or a whole name-addr, which is left alone.</param>
    /// <param name="tag">The tag; null for none.</param>
    public SipBuilder To(string uri, string? tag = null) => Replace("To", Address(uri, tag));

    /// <summary>Replaces the Call-ID.</summary>
    public SipBuilder CallId(string value) => Replace("Call-ID", value);

    /// <summary>Replaces the CSeq; its method is the message's unless another is given.</summary>
    public SipBuilder CSeq(long number, string? method = null) =>
        Replace("CSeq", string.Create(CultureInfo.InvariantCulture, $"{number} {method ?? Method}"));

    /// <summary>Replaces all Via headers by one.</summary>
    /// <param name="sentBy">Host and port.</param>
    /// <param name="branch">The branch; null for none.</param>
    /// <param name="transport">The transport.</param>
    public SipBuilder Via(string sentBy, string? branch = MagicCookie + "1", string transport = "UDP") => Replace("Via", ViaValue(sentBy, branch, transport));

    /// <summary>Adds a Via above the others, as a proxy does.</summary>
    /// <param name="sentBy">Host and port.</param>
    /// <param name="branch">The branch; null for none.</param>
    /// <param name="transport">The transport.</param>
    public SipBuilder PushVia(string sentBy, string? branch, string transport = "UDP") =>
        this with { Lines = Lines.Insert(Math.Max(IndexOf("Via"), 0), new("Via", ViaValue(sentBy, branch, transport))) };

    /// <summary>Replaces the Contact header.</summary>
    public SipBuilder Contact(string value) => Replace("Contact", value);

    /// <summary>Makes this another transaction of another dialog: the branch, the Call-ID and the From tag are made from <paramref name="number"/>.</summary>
    public SipBuilder Number(int number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return Via("192.0.2.1:5060", MagicCookie + text).CallId($"call-{text}@192.0.2.1").FromTag("a" + text);
    }

    /// <summary>Adds a header after those already there.</summary>
    public SipBuilder Header(string name, string value) => this with { Lines = Lines.Add(new(name, value)) };

    /// <summary>Puts a header in the place of the first of its name, and removes the others; adds it if there is none.</summary>
    public SipBuilder Replace(string name, string value)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            return Header(name, value);
        }

        var others = Lines.RemoveAll(line => line.IsNamed(name));
        return this with { Lines = others.Insert(index, new(name, value)) };
    }

    /// <summary>Removes every header of this name.</summary>
    public SipBuilder Without(string name) => this with { Lines = Lines.RemoveAll(line => line.IsNamed(name)) };

    /// <summary>Adds a line as it stands, without its line end.</summary>
    public SipBuilder Line(string text) => Line(Encoding.UTF8.GetBytes(text));

    /// <summary>Adds the bytes of a line as they stand, without their line end.</summary>
    public SipBuilder Line(ReadOnlySpan<byte> bytes) => this with { Lines = Lines.Add(new(bytes)) };

    /// <summary>What ends every line of the head; CRLF unless said otherwise.</summary>
    public SipBuilder LineEnd(string lineEnd) => this with { NewLine = lineEnd };

    /// <summary>Leaves out the empty line that ends the headers.</summary>
    public SipBuilder WithoutEmptyLine() => this with { EndsHeaders = false };

    /// <summary>Says a Content-Length other than the body's.</summary>
    public SipBuilder ContentLength(long length) => ContentLength(length.ToString(CultureInfo.InvariantCulture));

    /// <summary>Says a Content-Length that need be no number.</summary>
    public SipBuilder ContentLength(string text) => this with { Length = text, WritesLength = true };

    /// <summary>Leaves out Content-Length.</summary>
    public SipBuilder WithoutContentLength() => this with { WritesLength = false };

    /// <summary>Sets the body and its Content-Type.</summary>
    public SipBuilder Body(string type, string text) => Body(type, Encoding.UTF8.GetBytes(text));

    /// <summary>Sets the body and its Content-Type.</summary>
    public SipBuilder Body(string type, ReadOnlySpan<byte> bytes) => Replace("Content-Type", type) with { Content = ImmutableArray.Create(bytes) };

    /// <summary>Sets an SDP body (RFC 8866) with one audio stream.</summary>
    /// <param name="address">The address of the media, IPv4 or IPv6 without brackets.</param>
    /// <param name="port">The port of the media.</param>
    /// <param name="payloadTypes">The RTP payload types; G.711 A-law and DTMF events unless said otherwise.</param>
    public SipBuilder Sdp(string address, int port, params ReadOnlySpan<int> payloadTypes)
    {
        var family = address.Contains(':', StringComparison.Ordinal) ? "IP6" : "IP4";
        var types = payloadTypes.IsEmpty ? "8 101" : string.Join(' ', payloadTypes.ToArray());
        return Body("application/sdp", string.Create(
            CultureInfo.InvariantCulture,
            $"v=0\r\no=- 1 1 IN {family} {address}\r\ns=-\r\nc=IN {family} {address}\r\nt=0 0\r\nm=audio {port} RTP/AVP {types}\r\na=sendrecv\r\n"));
    }

    /// <summary>The message.</summary>
    public byte[] Build()
    {
        var bytes = new MemoryStream(512);
        Write(bytes, FirstLine);
        foreach (var line in Lines)
        {
            bytes.Write(line.Bytes);
            bytes.Write(Encoding.UTF8.GetBytes(NewLine));
        }

        if (WritesLength)
        {
            Write(bytes, "Content-Length: " + (Length ?? Content.Length.ToString(CultureInfo.InvariantCulture)));
        }

        if (EndsHeaders)
        {
            Write(bytes, "");
        }

        bytes.Write(Content.AsSpan());
        return bytes.ToArray();
    }

    /// <summary>The message as text, bytes above 127 as UTF-8.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Build());

    /// <summary>The branch of the top Via; empty if there is none.</summary>
    internal string TopBranch
    {
        get
        {
            var value = IndexOf("Via") is >= 0 and var index ? Lines[index].Value : "";
            var start = value.IndexOf(";branch=", StringComparison.Ordinal);
            return start < 0 ? "" : value[(start + ";branch=".Length)..];
        }
    }

    internal SipBuilder FromTag(string tag) => WithTag("From", tag);

    /// <summary>Adds a To tag unless there is one.</summary>
    public SipBuilder ToTag(string tag)
    {
        var index = IndexOf("To");
        return index < 0 || Lines[index].Value.Contains(";tag=", StringComparison.OrdinalIgnoreCase) ? this : WithTag("To", tag);
    }

    private static SipBuilder OfTransaction(string method, SipBuilder invite)
    {
        ArgumentNullException.ThrowIfNull(invite);
        var top = invite.IndexOf("Via");
        var request = new SipBuilder(method + invite.FirstLine[invite.Method.Length..], method)
        {
            Lines = [.. invite.Lines.Where((line, index) => line.IsNamed("Via") ? index == top : line.IsCopied || line.IsNamed("Max-Forwards"))],
        };
        var cseq = invite.IndexOf("CSeq");
        return cseq < 0 ? request : request.Replace("CSeq", $"{invite.Lines[cseq].Value.Split(' ')[0]} {method}");
    }

    private SipBuilder WithTag(string name, string tag)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            return this;
        }

        var value = Lines[index].Value;
        var old = value.IndexOf(";tag=", StringComparison.OrdinalIgnoreCase);
        return Replace(name, $"{(old < 0 ? value : value[..old])};tag={tag}");
    }

    private static string Address(string uri, string? tag)
    {
        var address = uri.Contains('<', StringComparison.Ordinal) ? uri : $"<{uri}>";
        return tag is null ? address : $"{address};tag={tag}";
    }

    private static string ViaValue(string sentBy, string? branch, string transport) =>
        branch is null ? $"SIP/2.0/{transport} {sentBy}" : $"SIP/2.0/{transport} {sentBy};branch={branch}";

    private int IndexOf(string name)
    {
        for (var index = 0; index < Lines.Length; index++)
        {
            if (Lines[index].IsNamed(name))
            {
                return index;
            }
        }

        return -1;
    }

    private void Write(MemoryStream bytes, string line) => bytes.Write(Encoding.UTF8.GetBytes(line + NewLine));
}
