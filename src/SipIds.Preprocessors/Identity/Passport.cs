using System.Buffers.Text;

namespace SipIds.Preprocessors.Identity;

/// <summary>What a PASSporT says (RFC 8225): its header and its claims. The signature is not looked at.</summary>
internal ref struct Passport
{
    /// <summary>Whether only its signature was sent (RFC 8225 §7): whoever checks it makes header and claims from the request.</summary>
    public bool IsCompact { get; private set; }

    /// <summary>Whether the claims are a JSON object in base64url, as far as they go.</summary>
    public bool HasClaims { get; private set; }

    /// <summary>The <c>alg</c> of its header; empty if there is none.</summary>
    public ReadOnlySpan<byte> Algorithm { get; private set; }

    /// <summary>Where its certificate is; empty if it does not say.</summary>
    public ReadOnlySpan<byte> X5u { get; private set; }

    /// <summary>Its extension, such as <c>shaken</c>; empty if it is a plain one.</summary>
    public ReadOnlySpan<byte> Extension { get; private set; }

    /// <summary>When it was issued, in seconds of Unix; -1 if it does not say.</summary>
    public long IssuedAt { get; private set; }

    /// <summary>Whether it says so twice, so that readers differ (RFC 8259 §4).</summary>
    public bool IsIssuedTwice { get; private set; }

    /// <summary>The claim <c>orig</c> as it stands; empty if there is none.</summary>
    public Span<byte> Origin { get; private set; }

    /// <summary>The claim <c>dest</c> as it stands; empty if there is none.</summary>
    public Span<byte> Destination { get; private set; }

    /// <summary>Reads a token.</summary>
    /// <param name="token">Three parts with dots between them.</param>
    /// <param name="buffer">Where what is read lies afterwards.</param>
    public static Passport Read(ReadOnlySpan<byte> token, Span<byte> buffer)
    {
        var passport = new Passport { IssuedAt = -1 };
        var first = token.IndexOf((byte)'.');
        var second = token.LastIndexOf((byte)'.');
        var header = token[..first];
        var payload = second > first ? token[(first + 1)..second] : default;
        passport.IsCompact = second == first + 1 && first == 0;
        var used = Math.Max(Base64Text.Decode(header, buffer), 0);
        passport.ReadHeader(buffer[..used]);
        buffer = buffer[used..];
        passport.HasClaims = Base64Text.Decode(payload, buffer) is > 0 and var length && passport.TryReadClaims(buffer[..length]);
        return passport;
    }

    // Of a name that stands twice, most readers take the last value.
    private void ReadHeader(Span<byte> text)
    {
        var members = new JsonItems(text);
        while (members.MoveNext())
        {
            if (members.Name.SequenceEqual("alg"u8))
            {
                Algorithm = members.Value;
            }
            else if (members.Name.SequenceEqual("x5u"u8))
            {
                X5u = members.Value;
            }
            else if (members.Name.SequenceEqual("ppt"u8))
            {
                Extension = members.Value;
            }
        }
    }

    private bool TryReadClaims(Span<byte> text)
    {
        var hasIssue = false;
        var members = new JsonItems(text);
        while (members.MoveNext())
        {
            if (members.Name.SequenceEqual("iat"u8))
            {
                (IsIssuedTwice, hasIssue) = (hasIssue, true);

                // A NumericDate may have a fraction (RFC 7519 §2).
                IssuedAt = Utf8Parser.TryParse(members.Value, out long seconds, out _) && seconds >= 0 ? seconds : -1;
            }
            else if (members.Name.SequenceEqual("orig"u8))
            {
                Origin = members.Value;
            }
            else if (members.Name.SequenceEqual("dest"u8))
            {
                Destination = members.Value;
            }
        }

        return !members.IsBroken;
    }
}
