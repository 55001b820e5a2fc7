using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Does the branch of a request's topmost Via begin with the magic cookie, and go on after it.</summary>
internal static class BranchCookieCheck
{
    private static ReadOnlySpan<byte> Cookie => "z9hG4bK"u8;

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2010, "mandatory-branch-cookie", Severity.Low, EventAction.Alert,
        "A branch without z9hG4bK, as RFC 2543 clients write it, or with nothing after it (RFC 3261 §8.1.1.7; RFC 4475 §3.2.1).")
    {
        Title = "Branch without the magic cookie",
        Drop = DropReach.Nothing,
        FalseAlarm = "Devices of RFC 2543, the standard before 2002, write none.",
    };

    public static bool HasCookie(ReadOnlySpan<byte> branch) =>
        branch.StartsWith(Cookie) || (branch.Length >= Cookie.Length && Ascii.EqualsIgnoreCase(branch[..Cookie.Length], Cookie));

    public static bool IsFine(ReadOnlySpan<byte> branch) => branch.Length > Cookie.Length && HasCookie(branch);

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var branch = fields.Branch;
        if (!IsFine(branch) && !branch.IsEmpty)
        {
            inspection.Report(Event, branch);
        }
    }
}
