using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Is every Via value <c>SIP/2.0/transport sent-by</c> with a branch.</summary>
internal static class ViaCheck
{
    private const int MaxValues = 32;

    // What reads the same everywhere: a stray semicolon, a parameter that was left empty, a comment of RFC 2543.
    private const SipFieldFaults Forgiven = SipFieldFaults.EmptyParameter | SipFieldFaults.Comment;

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2006, "mandatory-via", Severity.Medium, EventAction.Drop,
        "The protocol, version, sent-by or a parameter of Via is wrong, a value is empty, or there is no branch or two (RFC 3261 §7.3.1, §8.1.1.7, "
        + "§20.42, §25.1; RFC 4475 §3.1.2.1). Severity 3 for a semicolon without a parameter and an equals sign without a value, a comment, for a missing branch in a message of RFC 2543 or of its proxies, for a request whose sent-by "
        + "is 0.0.0.0, a multicast or the broadcast address, and for overload control (RFC 7339 §4) with values in a request, or out of range in a response: "
        + "more than 100 % of loss, or for longer than a minute.")
    {
        Title = "Broken Via",
        Drop = DropReach.Message,
        FalseAlarm = "A host that writes its IPv6 address without brackets. Slips that all receivers repair alike are mild, and so is what clients "
            + "of RFC 2543 leave out.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        ref readonly var via = ref fields.Via;
        if (via.Faults != SipFieldFaults.None || via.Branch.IsEmpty || !fields.HasOneVia || ViaAddress.MayBeNoHost(via.Host) || !via.IsPlain)
        {
            JudgeAll(fields, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void JudgeAll(in MandatoryFields fields, Inspection inspection)
    {
        var count = 0;
        var hasCookie = false;
        var lacksBranch = false;
        foreach (var line in fields.Message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (count++ >= MaxValues)
                {
                    break;
                }

                var via = SipVia.Parse(value, out var parts);
                Judge(line.Value, value, via, inspection);
                hasCookie |= BranchCookieCheck.HasCookie(via.Branch);
                lacksBranch |= via.Branch.IsEmpty && !value.IsEmpty;
            }
        }

        if (lacksBranch)
        {
            ReportNoBranch(fields, hasCookie, inspection);
        }

        if (fields.Message.IsRequest && ViaAddress.MayBeNoHost(fields.Via.Host)
            && ViaAddress.TryRead(fields.Via, out var address) && ViaAddress.IsNoHost(address))
        {
            inspection.Notice(Event, fields.Via.Text);
        }

        // Only the topmost Via is between a client and its server.
        if (OverloadParameters.AreWrong(fields.Via, fields.Message.IsRequest))
        {
            inspection.Notice(Event, fields.Via.Text);
        }
    }

    private static void Judge(ReadOnlySpan<byte> line, ReadOnlySpan<byte> value, in SipVia via, Inspection inspection)
    {
        if (value.IsEmpty)
        {
            inspection.Report(Event, line);
        }
        else if (via.Faults != SipFieldFaults.None)
        {
            if ((via.Faults & ~Forgiven) == SipFieldFaults.None)
            {
                inspection.Notice(Event, value);
            }
            else
            {
                inspection.Report(Event, value);
            }
        }
    }

    // RFC 2543 knows no branch in a client's Via; whoever writes a tag and Max-Forwards and is alone, or stands among cookies, follows RFC 3261.
    // Servers of RFC 3261 times still ping their phones by an OPTIONS written by hand: it sets nothing up.
    private static void ReportNoBranch(in MandatoryFields fields, bool hasCookie, Inspection inspection)
    {
        var isModern = fields.Message.IsRequest && fields.Branch.IsEmpty && !fields.FromTag.IsEmpty
            && fields.Message.Has(SipHeaderId.MaxForwards) && (fields.HasOneVia || hasCookie)
            && fields.Message.Method is not SipMethod.Options;
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add("no branch: "u8);
        detail.Add(fields.Message.ValueOf(SipHeaderId.Via));
        if (isModern)
        {
            inspection.Report(Event, detail.Text);
        }
        else
        {
            inspection.Notice(Event, detail.Text);
        }
    }
}
