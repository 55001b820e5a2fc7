namespace SipIds.Sip;

/// <summary>A view of a challenge, of credentials or of Authentication-Info: a scheme, if there is one, and <c>name=value</c> pairs with commas between them (RFC 7616 §3.3, §3.4, §3.5).</summary>
public readonly ref struct DigestParameters
{
    // A challenge has a dozen. Where there are more than all that anybody has heard of, none is read.
    private const int MostParameters = 64;

    private readonly ReadOnlySpan<byte> _text;

    /// <summary>The parameters in the value of one header line.</summary>
    public DigestParameters(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>Looks for a parameter by name. One that stands twice is not found: nobody can say which of them counts. Nor is any of more than 64.</summary>
    /// <param name="lowerName">The name in lower-case ASCII; matches any case.</param>
    /// <param name="value">Its value without quotes.</param>
    public bool TryGet(ReadOnlySpan<byte> lowerName, out ReadOnlySpan<byte> value)
    {
        value = default;
        var (count, read) = (0, 0);
        foreach (var pair in new SipValues(_text))
        {
            if (++read > MostParameters)
            {
                value = default;
                return false;
            }

            var equals = pair.IndexOf((byte)'=');
            if (equals > 0 && SipGrammar.EqualsIgnoreCase(NameIn(pair[..equals]), lowerName))
            {
                value = SipGrammar.Trim(pair[(equals + 1)..]);
                count++;
            }
        }

        value = value is [(byte)'"', .., (byte)'"'] ? value[1..^1] : value;
        return count == 1;
    }

    // The first name has the scheme before it.
    private static ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> text)
    {
        text = SipGrammar.Trim(text);
        return text[(text.LastIndexOfAny(SipGrammar.WhiteSpace) + 1)..];
    }
}
