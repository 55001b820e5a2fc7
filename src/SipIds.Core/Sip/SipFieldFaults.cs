namespace SipIds.Sip;

/// <summary>What is wrong with the value of one field. What can be read of it, is read all the same.</summary>
[Flags]
public enum SipFieldFaults : uint
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The header is not there, or has no value.</summary>
    Empty = 1 << 0,

    /// <summary>A quoted string without its closing quote.</summary>
    UnbalancedQuote = 1 << 1,

    /// <summary>An angle or square bracket without its counterpart.</summary>
    UnbalancedBracket = 1 << 2,

    /// <summary>A display name that is neither a quoted string nor tokens.</summary>
    DisplayName = 1 << 3,

    /// <summary>No scheme before the colon of the URI, or one of more than 64 letters.</summary>
    Scheme = 1 << 4,

    /// <summary>A character in the URI, or in its user part, that the grammar does not allow there unescaped.</summary>
    UriCharacter = 1 << 5,

    /// <summary>A <c>%</c> without two hexadecimal digits.</summary>
    Escape = 1 << 6,

    /// <summary>A host that is empty, longer than 253 bytes, or no host name, IPv4 address or IPv6 reference.</summary>
    Host = 1 << 7,

    /// <summary>A port that is no number from 0 to 65535.</summary>
    Port = 1 << 8,

    /// <summary>A parameter without a name, a tag or branch that stands twice with different values, bytes where a parameter or the end should stand, or more than 64 parameters.</summary>
    Parameter = 1 << 9,

    /// <summary>White space inside a token, often from a folded line.</summary>
    BrokenToken = 1 << 10,

    /// <summary>A number that is none, or is out of range.</summary>
    Number = 1 << 11,

    /// <summary>A method that is no token.</summary>
    Method = 1 << 12,

    /// <summary>A protocol name other than SIP.</summary>
    Protocol = 1 << 13,

    /// <summary>A protocol version other than 2.0.</summary>
    Version = 1 << 14,

    /// <summary>A URI with headers (<c>?</c>) outside angle brackets (RFC 3261 §20.10, RFC 4475 §3.1.2.13).</summary>
    UnbracketedHeaders = 1 << 15,

    /// <summary>A semicolon without a parameter, or an equals sign without a value after it; every receiver steps over it.</summary>
    EmptyParameter = 1 << 16,

    /// <summary>White space between a URI and the bracket that closes it; every receiver cuts it off.</summary>
    SpaceBeforeBracket = 1 << 17,

    /// <summary>A comment in parentheses at the end of a Via value, which RFC 2543 §6.40 allowed and receivers still step over.</summary>
    Comment = 1 << 18,
}
