using System.Buffers;
using SipIds.Preprocessors.Mandatory.Injection;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Recognises the form of nearly every Contact, <c>&lt;sip:user@…&gt;</c>, in which neither its structure nor its text can be wrong.</summary>
internal static class PlainContact
{
    // All that may be injected, end a user part, or separate values: only '@' and '>' may come first.
    private static readonly SearchValues<byte> s_endOfUser = SearchValues.Create([.. InjectionCheck.SuspiciousBytes, .. ",?\"@>"u8]);

    private static ReadOnlySpan<byte> Start => "<sip:"u8;

    /// <summary>Whether the message has one Contact of that form, <c>*</c> or none.</summary>
    /// <remarks>It has no comma, so is one value; no question mark, so has no headers; no quote, so none that is not closed; and a bracket that is.</remarks>
    public static bool IsIn(in SipMessage message)
    {
        if (!message.Has(SipHeaderId.Contact))
        {
            return true;
        }

        var contact = message.ValueOf(SipHeaderId.Contact);
        return !message.IsRepeated(SipHeaderId.Contact) && (contact.StartsWith(Start) ? IsPlain(contact) : contact is [(byte)'*']);
    }

    private static bool IsPlain(ReadOnlySpan<byte> contact)
    {
        var user = contact[Start.Length..];
        var end = user.IndexOfAny(s_endOfUser);
        return end >= 0 && user[end] is (byte)'@' or (byte)'>'
            && !user[end..].ContainsAny((byte)',', (byte)'?', (byte)'"')
            && (contact[^1] == '>' || (contact[^1] != ';' && user[end..].Contains((byte)'>')));
    }
}
