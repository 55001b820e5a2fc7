using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory.Injection;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Does a message name the attack tool that made it.</summary>
internal sealed class ScannerCheck
{
    private readonly WordMatcher _scanners;

    public ScannerCheck(IReadOnlyList<string> scanners) => _scanners = new(scanners);

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2013, "mandatory-scanner", Severity.Medium, EventAction.Drop,
        "A request whose User-Agent, or whose From display name, user part or tag, holds one of `scanners`; "
        + "a response of svcrash, which is an attack on the scanner that it answers.")
    {
        Title = "Attack tool by its name",
        Classification = EventClass.NetworkScan,
        Drop = DropReach.Message,
        Settings = ["mandatory.scanners"],
        FalseAlarm = "A test of your own with such a tool, which belongs into `trusted`, or a product whose name holds one of the texts, which then "
            + "has to leave the list.",
    };

    // In a response, whose From is the requester's own, only what counter-attacks write as their product.
    private static ReadOnlySpan<byte> CounterAttack => "Telkom Box 2.4"u8;

    public void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var userAgent = fields.Message.ValueOf(SipHeaderId.UserAgent);
        if (!fields.Message.IsRequest)
        {
            if (userAgent.Length == CounterAttack.Length && Ascii.EqualsIgnoreCase(userAgent, CounterAttack))
            {
                inspection.Report(Event, userAgent);
            }

            return;
        }

        if (_scanners.IsIn(userAgent))
        {
            inspection.Report(Event, userAgent);
        }
        else if (_scanners.IsIn(fields.From.Text))
        {
            JudgeFrom(fields.From, inspection);
        }

        if (fields.Message.IsRepeated(SipHeaderId.UserAgent))
        {
            JudgeAll(fields.Message, inspection);
        }
    }

    // A host or a parameter that holds the word is nobody's tool.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void JudgeFrom(in NameAddress from, Inspection inspection)
    {
        if (_scanners.IsIn(from.DisplayName) || _scanners.IsIn(from.Uri.User) || _scanners.IsIn(from.Tag))
        {
            inspection.Report(Event, from.Text);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void JudgeAll(in SipMessage message, Inspection inspection)
    {
        foreach (var line in message.All(SipHeaderId.UserAgent))
        {
            if (_scanners.IsIn(line.Value))
            {
                inspection.Report(Event, line.Value);
            }
        }
    }
}
