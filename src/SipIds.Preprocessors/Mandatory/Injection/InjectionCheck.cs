using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Is there code where a name should be: in what databases, scripts and web pages behind a server take from callers.</summary>
internal static class InjectionCheck
{
    private const int MaxContacts = 8;
    private const int ShortestUnion = 16;

    private const ulong Credentials = (1UL << (int)SipHeaderId.Authorization) | (1UL << (int)SipHeaderId.ProxyAuthorization);

    private const ulong Others = (1UL << (int)SipHeaderId.PAssertedIdentity) | (1UL << (int)SipHeaderId.PPreferredIdentity)
        | (1UL << (int)SipHeaderId.ReferTo) | (1UL << (int)SipHeaderId.ReferredBy) | (1UL << (int)SipHeaderId.Diversion);

    private static readonly ByteSet s_suspicious = new(SuspiciousBytes);

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2012, "mandatory-injection", Severity.High, EventAction.Drop,
        "SQL, a shell command, script, a run of printf conversions or an escaped line end with a header after it, percent-encoded or not: in a user part, display name or Digest username "
        + "(Request-URI, From, To, Contact and credentials of a request and who it says asserts, refers or diverts: P-Asserted-Identity, P-Preferred-Identity, "
        + "Refer-To, Referred-By, Diversion, Remote-Party-ID, History-Info), in the Content-Type and Call-ID of a request, and in User-Agent, Server, Subject, Reason, Warning and Contact of requests and responses. "
        + "Severity 3 for the Call-ID of a response, which repeats the request's.")
    {
        Title = "SQL, shell or script injection",
        Classification = EventClass.WebApplicationAttack,
        Drop = DropReach.Message,
        FalseAlarm = "A display name that reads like a command. The alert shows the text that was found.",
    };

    /// <summary>Every pattern or its escape has one of these, or breaks the grammar of its field; honest names and numbers seldom have any.</summary>
    public static ReadOnlySpan<byte> SuspiciousBytes => "'`;|&$(%\\=/\n"u8;

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var search = new InjectionSearch(inspection);
        ref readonly var message = ref fields.Message;
        if (message.IsRequest)
        {
            InspectUri("Request-URI"u8, message.RequestUri, ref search);
            InspectAddress("From"u8, fields.From, ref search);
            InspectAddress("To"u8, fields.To, ref search);
            if ((message.PresentIds & Credentials) != 0)
            {
                InspectCredentials(message, SipHeaderId.Authorization, ref search);
                InspectCredentials(message, SipHeaderId.ProxyAuthorization, ref search);
            }

            if ((message.PresentIds & Others) != 0)
            {
                InspectOthers(message, ref search);
            }

            if (!HasPlainHistory(message))
            {
                InspectHistory(message, ref search);
            }
        }

        if (!fields.HasPlainContact && (message.IsRepeated(SipHeaderId.Contact) || !HasPlainUser(message.ValueOf(SipHeaderId.Contact))))
        {
            InspectAddresses(message, SipHeaderId.Contact, ref search);
        }

        InjectedTexts.InspectCallId(message, ref search);
        InjectedTexts.Inspect(message, ref search);
    }

    /// <summary>Whether there is nothing to look at in a request whose URI, From, To and Contact are plain: only their display names and the credentials may hold words.</summary>
    public static bool IsPlain(in MandatoryFields fields)
    {
        ref readonly var message = ref fields.Message;
        return !HasUnion(fields.From.DisplayName) && !HasUnion(fields.To.DisplayName)
            && ((message.PresentIds & Credentials) == 0
                || (HasPlainCredentials(message, SipHeaderId.Authorization) && HasPlainCredentials(message, SipHeaderId.ProxyAuthorization)))
            && ((message.PresentIds & Others) == 0 || HasPlainOthers(message))
            && HasPlainHistory(message);
    }

    // The one pattern of nothing but words.
    public static bool HasUnion(ReadOnlySpan<byte> name)
    {
        while (name.Length >= ShortestUnion && name.IndexOfAny((byte)'u', (byte)'U') is >= 0 and var index)
        {
            name = name[index..];
            if (name.Length >= ShortestUnion && Ascii.EqualsIgnoreCase(name[..5], "union"u8))
            {
                return true;
            }

            name = name[1..];
        }

        return false;
    }

    private static void InspectUri(ReadOnlySpan<byte> field, in SipUri uri, ref InjectionSearch search)
    {
        // The scheme, which has none of these bytes, and the user part.
        var head = uri.User.IsEmpty ? 0 : uri.Scheme.Length + 1 + uri.User.Length;
        if (uri.Faults != SipFieldFaults.None || s_suspicious.IsInStart(uri.Text, head) || !uri.Password.IsEmpty
            || (!uri.IsPlain && uri.Text[head..].Contains((byte)'%')))
        {
            JudgeUri(field, uri, ref search);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void JudgeUri(ReadOnlySpan<byte> field, in SipUri uri, ref InjectionSearch search)
    {
        var user = UserInfoOf(uri);
        search.LookAtUser(field, user);

        // Brackets and signs of the injected text may have ended the parts above too soon.
        if (uri.Faults != SipFieldFaults.None)
        {
            search.LookAtUser(field, uri.Text);
        }
        else if (uri.Headers.IsEmpty && uri.Text[user.Length..].IndexOf("%0"u8) >= 0)
        {
            // Parameters with an escaped control character; the headers of a URI may have line ends in a body.
            search.LookAtName(field, uri.Text);
        }
    }

    // A colon in the injected text makes the rest of it a password.
    private static ReadOnlySpan<byte> UserInfoOf(in SipUri uri) =>
        !uri.Password.IsEmpty && uri.Text.Overlaps(uri.User, out var start)
            ? uri.Text.Slice(start, uri.User.Length + 1 + uri.Password.Length)
            : uri.User;

    private static void InspectAddress(ReadOnlySpan<byte> field, in NameAddress address, ref InjectionSearch search)
    {
        // Display name and user part in one go: all that stands before the host.
        var uri = address.Uri;
        var head = uri.Host is { IsEmpty: false } host && address.Text.Overlaps(host, out var start) ? start : address.Text.Length;
        if (address.Faults != SipFieldFaults.None || s_suspicious.IsInStart(address.Text, head)
            || address.DisplayName.Length >= ShortestUnion || !uri.Password.IsEmpty)
        {
            JudgeAddress(field, address, ref search);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void JudgeAddress(ReadOnlySpan<byte> field, in NameAddress address, ref InjectionSearch search)
    {
        InspectUri(field, address.Uri, ref search);
        if (s_suspicious.IsIn(address.DisplayName) || HasUnion(address.DisplayName))
        {
            search.LookAtName(field, address.DisplayName);
        }

        if (address.Faults != SipFieldFaults.None)
        {
            search.LookAtName(field, address.Text);
        }
    }

    private static void InspectCredentials(in SipMessage message, SipHeaderId id, ref InjectionSearch search)
    {
        if (!HasPlainCredentials(message, id))
        {
            InspectUsernames(message, id, ref search);
        }
    }

    private static bool HasPlainCredentials(in SipMessage message, SipHeaderId id) =>
        !message.Has(id) || !(message.IsRepeated(id) || s_suspicious.IsIn(DigestUsername.Of(message.ValueOf(id))));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectUsernames(in SipMessage message, SipHeaderId id, ref InjectionSearch search)
    {
        foreach (var line in message.All(id))
        {
            var name = DigestUsername.Of(line.Value);
            if (s_suspicious.IsIn(name))
            {
                search.LookAtUser(line.Name, name);
            }
        }
    }

    // <sip:user@…> with a user that holds nothing suspicious.
    private static bool HasPlainUser(ReadOnlySpan<byte> contact)
    {
        if (!contact.StartsWith("<sip:"u8))
        {
            return contact is [(byte)'*'];
        }

        var user = contact["<sip:".Length..];
        var end = user.IndexOfAny((byte)'@', (byte)'>');
        return end >= 0 && !s_suspicious.IsIn(user[..end]) && !contact.Contains((byte)',');
    }

    private static bool HasPlainOthers(in SipMessage message) =>
        (message.RepeatedIds & Others) == 0
        && HasPlainName(message.ValueOf(SipHeaderId.PAssertedIdentity)) && HasPlainName(message.ValueOf(SipHeaderId.PPreferredIdentity))
        && HasPlainName(message.ValueOf(SipHeaderId.ReferTo)) && HasPlainName(message.ValueOf(SipHeaderId.ReferredBy))
        && HasPlainName(message.ValueOf(SipHeaderId.Diversion));

    // Who calls and who was called before, in headers without a number of their own (draft-ietf-sip-privacy-04, RFC 7044).
    private static bool IsHistory(ReadOnlySpan<byte> name) =>
        (name.Length == "History-Info".Length && Ascii.EqualsIgnoreCase(name, "History-Info"u8))
        || (name.Length == "Remote-Party-ID".Length && Ascii.EqualsIgnoreCase(name, "Remote-Party-ID"u8));

    private static bool HasPlainHistory(in SipMessage message)
    {
        foreach (var line in message.All(SipHeaderId.Other))
        {
            if (IsHistory(line.Name) && !HasPlainName(line.Value))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectHistory(in SipMessage message, ref InjectionSearch search)
    {
        var left = MaxContacts;
        foreach (var line in message.All(SipHeaderId.Other))
        {
            if (IsHistory(line.Name))
            {
                InspectAddresses(line, ref left, ref search);
            }
        }
    }

    // One address, with nothing suspicious before its host.
    private static bool HasPlainName(ReadOnlySpan<byte> value)
    {
        var end = value.LastIndexOf((byte)'@');
        var head = end < 0 ? value : value[..end];
        return !s_suspicious.IsIn(head) && !HasUnion(head) && !value.Contains((byte)',');
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectOthers(in SipMessage message, ref InjectionSearch search)
    {
        if (!HasPlainOthers(message))
        {
            InspectAddresses(message, SipHeaderId.PAssertedIdentity, ref search);
            InspectAddresses(message, SipHeaderId.PPreferredIdentity, ref search);
            InspectAddresses(message, SipHeaderId.ReferTo, ref search);
            InspectAddresses(message, SipHeaderId.ReferredBy, ref search);
            InspectAddresses(message, SipHeaderId.Diversion, ref search);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectAddresses(in SipMessage message, SipHeaderId id, ref InjectionSearch search)
    {
        var left = MaxContacts;
        foreach (var line in message.All(id))
        {
            InspectAddresses(line, ref left, ref search);
        }
    }

    private static void InspectAddresses(in SipHeader line, ref int left, ref InjectionSearch search)
    {
        foreach (var value in new SipValues(line.Value))
        {
            if (left-- <= 0)
            {
                return;
            }

            InspectAddress(line.Name, NameAddress.Parse(value, out var parts), ref search);
        }
    }
}
