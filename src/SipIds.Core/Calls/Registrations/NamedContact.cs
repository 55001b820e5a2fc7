using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>One Contact value of a REGISTER or its answer, as hashes.</summary>
internal readonly record struct NamedContact
{
    private const long DefaultSeconds = 3600;

    // Nobody registers for longer than a year.
    private const long MaxSeconds = 366 * 24 * 3600;

    /// <summary>Hash of user, host and port of the URI (RFC 3261 §19.1.4); its parameters say nothing that tells devices apart.</summary>
    public ulong Contact { get; private init; }

    /// <summary>Hash of <c>+sip.instance</c> (RFC 5626 §4.1); 0 for none.</summary>
    public ulong Instance { get; private init; }

    /// <summary>For how long it is registered; 0 removes it.</summary>
    public uint Seconds { get; private init; }

    public static bool IsWildcard(ReadOnlySpan<byte> value) => value is [(byte)'*'];

    public static NamedContact Of(ReadOnlySpan<byte> value, long otherwise, KeyHasher hasher)
    {
        var address = NameAddress.Parse(value, out var parts);
        var contact = new NamedContact { Contact = KeyOf(address.Uri, hasher), Seconds = (uint)otherwise };
        foreach (var parameter in address.Parameters)
        {
            if (SipGrammar.EqualsIgnoreCase(parameter.Name, "expires"u8))
            {
                contact = contact with { Seconds = (uint)SecondsOf(parameter.Value, DefaultSeconds) };
            }
            else if (SipGrammar.EqualsIgnoreCase(parameter.Name, "+sip.instance"u8))
            {
                contact = contact with { Instance = hasher.HashIgnoreCase(parameter.Value).Low };
            }
        }

        return contact;
    }

    /// <summary>What the Expires header says; an hour if there is none, or none that can be read (RFC 3261 §10.3).</summary>
    public static long SecondsOf(in SipMessage message) => SecondsOf(message.ValueOf(SipHeaderId.Expires), DefaultSeconds);

    private static long SecondsOf(ReadOnlySpan<byte> text, long otherwise) =>
        SipGrammar.TryReadNumber(text, uint.MaxValue, out var seconds) ? Math.Min(seconds, MaxSeconds) : otherwise;

    private static ulong KeyOf(SipUri uri, KeyHasher hasher)
    {
        var host = NetAddress.TryParse(uri.Host, out var address) ? hasher.Hash(address) : hasher.HashIgnoreCase(uri.Host);
        return hasher.HashUnescaped(uri.User).With(host).With(uri.Port == 0 ? SipPort.Default : uri.Port).Low;
    }
}
