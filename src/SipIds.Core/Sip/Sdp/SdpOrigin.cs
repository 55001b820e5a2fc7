using SipIds.Packets;

namespace SipIds.Sip.Sdp;

/// <summary>A view of an <c>o=</c> line: who made the session, and which version of it this is (RFC 8866 §5.2). Parts that are missing are empty.</summary>
public readonly ref struct SdpOrigin
{
    internal SdpOrigin(ReadOnlySpan<byte> value)
    {
        Text = value;
        User = SdpWords.Take(ref value);
        SessionId = SdpWords.Take(ref value);
        SessionVersion = SdpWords.Take(ref value);
        Connection = new(value);
    }

    /// <summary>The value as it stands; empty where there is no such line.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The user; <c>-</c> for none.</summary>
    public ReadOnlySpan<byte> User { get; }

    /// <summary>The session's number, in decimal digits of any length.</summary>
    public ReadOnlySpan<byte> SessionId { get; }

    /// <summary>The version of the description, in decimal digits of any length; grows with each change (RFC 3264 §8).</summary>
    public ReadOnlySpan<byte> SessionVersion { get; }

    /// <summary>The address of the machine that made it; says nothing of where media goes.</summary>
    public SdpConnection Connection { get; }

    /// <summary>Reads the address; false where it is a name or missing.</summary>
    public bool TryGetAddress(out NetAddress address) => Connection.TryGetAddress(out address);
}
