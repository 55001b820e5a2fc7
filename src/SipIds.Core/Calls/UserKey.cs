using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>The key that users are counted by: user part and host of a URI, the user however it is escaped, the host in any case (RFC 3261 §19.1.4).</summary>
internal static class UserKey
{
    public static StateKey Of(SipUri uri, KeyHasher hasher) => Of(AccountIn(uri.User), uri.Host, hasher);

    public static StateKey Of(ReadOnlySpan<byte> user, ReadOnlySpan<byte> host, KeyHasher hasher)
    {
        var key = user.Contains((byte)'%') ? hasher.HashUnescaped(user) : hasher.Hash(user);
        return key.With(host is [(byte)'[', ..] && NetAddress.TryParse(host, out var address)
            ? hasher.Hash(address)
            : hasher.HashIgnoreCase(host));
    }

    // What follows a semicolon says how to reach the user, and not who it is (RFC 3261 §19.1.6).
    private static ReadOnlySpan<byte> AccountIn(ReadOnlySpan<byte> user) => user.IndexOf((byte)';') is > 0 and var end ? user[..end] : user;
}
