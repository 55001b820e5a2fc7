using System.Buffers;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Are From and To a name-addr or an addr-spec, and is Contact no bait for two readings.</summary>
internal static class FromToCheck
{
    private const int MaxContacts = 32;

    // Breaches that every receiver repairs in the same way (see IsForgiven).
    private const SipFieldFaults Forgivable =
        SipFieldFaults.UriCharacter | SipFieldFaults.DisplayName | SipFieldFaults.EmptyParameter | SipFieldFaults.SpaceBeforeBracket;

    private const SipFieldFaults ContactFaults =
        SipFieldFaults.UnbracketedHeaders | SipFieldFaults.UnbalancedQuote | SipFieldFaults.UnbalancedBracket;

    private const SipFieldFaults MildContactFaults =
        SipFieldFaults.Parameter | SipFieldFaults.EmptyParameter | SipFieldFaults.DisplayName | SipFieldFaults.Scheme | SipFieldFaults.UriCharacter
        | SipFieldFaults.Escape | SipFieldFaults.Host | SipFieldFaults.Port;

    // RFC 3261 §25.1: none of these stands in a URI unescaped.
    private static readonly SearchValues<byte> s_neverInUri = SearchValues.Create([.. Controls(), .. "\"<>\\^`{|}"u8]);

    // What separates things around a display name, and so ends it for some readers.
    private static readonly SearchValues<byte> s_neverInName = SearchValues.Create([.. Controls()[..^1], .. "\",;<>\\?="u8]);

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2005, "mandatory-from-to", Severity.Medium, EventAction.Drop,
        "From or To is no name-addr or addr-spec: unbalanced quotes or brackets, a display name that is neither tokens nor quoted, no URI, "
        + "a broken parameter, two tags (RFC 3261 §7.3.1, §20.20, §20.39, §25.1; RFC 4475 §3.1.2.6, .14, .15); or Contact has unbalanced quotes or brackets, "
        + "an empty value between commas, or URI headers outside brackets (§20.10; RFC 4475 §3.1.2.1, .13). "
        + "Severity 3 for a Contact whose URI, name or parameters are none, and for slips that all receivers repair alike: an empty or UTF-8 user part, a space before the closing bracket, "
        + "a semicolon without a parameter, an equals sign without a value.")
    {
        Title = "Broken From, To or Contact",
        Drop = DropReach.Message,
        FalseAlarm = "A PBX that puts commas or quotes into a display name without quoting it. Slips that all receivers repair alike are mild.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        if ((fields.From.Faults | fields.To.Faults) != SipFieldFaults.None)
        {
            Judge("From"u8, fields.From, inspection);
            Judge("To"u8, fields.To, inspection);
        }

        if (!fields.HasPlainContact
            && (fields.Message.IsRepeated(SipHeaderId.Contact) || !IsPlain(fields.Message.ValueOf(SipHeaderId.Contact))))
        {
            JudgeContacts(fields.Message, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(ReadOnlySpan<byte> name, in NameAddress address, Inspection inspection)
    {
        if (address.Faults != SipFieldFaults.None && !address.Text.IsEmpty)
        {
            Report(name, address.Text, IsForgiven(address), inspection);
        }
    }

    private static bool IsForgiven(in NameAddress address)
    {
        var faults = address.Faults;
        if ((faults & ~Forgivable) != SipFieldFaults.None)
        {
            return false;
        }

        var isUriForgiven = (faults & SipFieldFaults.UriCharacter) == SipFieldFaults.None
            || !(address.Uri.Text.ContainsAny(s_neverInUri) || address.Uri.User.ContainsAny((byte)'[', (byte)']'));
        var isNameForgiven = (faults & SipFieldFaults.DisplayName) == SipFieldFaults.None
            || !(address.Text[0] == '"' || address.DisplayName.ContainsAny(s_neverInName));
        return isUriForgiven && isNameForgiven;
    }

    // One <URI>, nothing before it, no comma or question mark, every quote closed: the form of nearly every Contact.
    private static bool IsPlain(ReadOnlySpan<byte> contact) =>
        contact.Length > 1
            ? contact[0] == '<' && contact[^1] != ';' && !contact.ContainsAny((byte)',', (byte)'?') && contact.Contains((byte)'>')
                && contact.Count((byte)'"') % 2 == 0
            : contact is [(byte)'*'];

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void JudgeContacts(in SipMessage message, Inspection inspection)
    {
        var left = MaxContacts;
        foreach (var line in message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (left-- == 0)
                {
                    return;
                }

                JudgeContact(line.Value, value, inspection);
            }
        }
    }

    private static void JudgeContact(ReadOnlySpan<byte> line, ReadOnlySpan<byte> value, Inspection inspection)
    {
        var faults = NameAddress.Parse(value, out var parts).Faults;
        if (value.IsEmpty || (faults & ContactFaults) != SipFieldFaults.None)
        {
            Report("Contact"u8, line, false, inspection);
        }
        else if ((faults & MildContactFaults) != SipFieldFaults.None)
        {
            Report("Contact"u8, line, true, inspection);
        }
    }

    private static void Report(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool isForgiven, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(name);
        detail.Add(": "u8);
        detail.Add(value);
        if (isForgiven)
        {
            inspection.Notice(Event, detail.Text);
        }
        else
        {
            inspection.Report(Event, detail.Text);
        }
    }

    private static byte[] Controls() => [.. Enumerable.Range(0, ' ').Select(value => (byte)value), 0x7F, (byte)' '];
}
