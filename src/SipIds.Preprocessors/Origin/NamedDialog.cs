using System.Text;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>The dialog that a Replaces or Join names: a Call-ID and two tags (RFC 3891 §6.1, RFC 3911 §7.1).</summary>
internal readonly ref struct NamedDialog
{
    private NamedDialog(ReadOnlySpan<byte> callId, ReadOnlySpan<byte> toTag, ReadOnlySpan<byte> fromTag)
    {
        CallId = callId;
        ToTag = toTag;
        FromTag = fromTag;
    }

    public ReadOnlySpan<byte> CallId { get; }

    public ReadOnlySpan<byte> ToTag { get; }

    public ReadOnlySpan<byte> FromTag { get; }

    /// <summary>Reads it from an INVITE; false if it names none.</summary>
    public static bool TryRead(in SipMessage invite, out NamedDialog dialog)
    {
        var value = invite.Has(SipHeaderId.Replaces) ? invite.ValueOf(SipHeaderId.Replaces) : JoinOf(invite);
        var end = value.IndexOf((byte)';');
        if (end <= 0)
        {
            dialog = default;
            return false;
        }

        var parameters = new SipParameters(value[end..]);
        _ = parameters.TryGet("to-tag"u8, out var toTag);
        _ = parameters.TryGet("from-tag"u8, out var fromTag);
        dialog = new(value[..end].Trim(" \t"u8), toTag, fromTag);
        return true;
    }

    /// <summary>Reads the Call-ID, still escaped, from the Replaces or Join that a Refer-To brings along (RFC 3891 §4); empty if it brings none.</summary>
    public static ReadOnlySpan<byte> CallIdOf(SipUri referTo)
    {
        var headers = referTo.Headers;
        while (!headers.IsEmpty)
        {
            headers = headers[0] is (byte)'?' or (byte)'&' ? headers[1..] : headers;
            var end = headers.IndexOf((byte)'&') is >= 0 and var next ? next : headers.Length;
            var header = headers[..end];
            var equals = header.IndexOf((byte)'=');
            if (equals > 0 && (Ascii.EqualsIgnoreCase(header[..equals], "Replaces"u8) || Ascii.EqualsIgnoreCase(header[..equals], "Join"u8)))
            {
                return CallIdIn(header[(equals + 1)..]);
            }

            headers = headers[end..];
        }

        return default;
    }

    private static ReadOnlySpan<byte> JoinOf(in SipMessage invite)
    {
        foreach (var line in invite.All(SipHeaderId.Other))
        {
            if (Ascii.EqualsIgnoreCase(line.Name, "Join"u8))
            {
                return line.Value;
            }
        }

        return default;
    }

    private static ReadOnlySpan<byte> CallIdIn(ReadOnlySpan<byte> value)
    {
        for (var index = 0; index < value.Length; index++)
        {
            if (value[index] == ';' || (value[index..] is [(byte)'%', (byte)'3', (byte)'B' or (byte)'b', ..]))
            {
                return value[..index];
            }
        }

        return value;
    }
}
