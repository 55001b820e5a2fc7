using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Does a message have the wire habits of a known attack tool, whatever it calls itself.</summary>
internal static class ToolFingerprintCheck
{
    public static EventDescriptor Event { get; } = new(Gid.Sip, 2015, "mandatory-tool-fingerprint", Severity.High, EventAction.Drop,
        "A request with the wire habits of a known attack tool, whatever User-Agent it shows: tags, branches, Call-IDs, counters and session names that "
        + "only that tool makes. Says the tool and, where the tag carries it, the target, the extension or the user and password being tried.")
    {
        Title = "Attack tool by its wire habits",
        Classification = EventClass.AttemptedRecon,
        Drop = DropReach.Message,
        FalseAlarm = "A test of your own: add its address to `trusted`. Chance makes none of these habits in years.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        // A response repeats the requester's fields, who is not its sender; only svcrash is a response of its own making.
        if (SvcrashFingerprint.Matches(fields))
        {
            inspection.Report(Event, SvcrashFingerprint.Description);
        }
        else if (fields.Message.IsRequest)
        {
            InspectRequest(fields, inspection);
        }
    }

    private static void InspectRequest(in MandatoryFields fields, Inspection inspection)
    {
        if (SipViciousFingerprint.Matches(fields))
        {
            DescribeSipVicious(fields, inspection);
            return;
        }

        var tool = Find(fields);
        if (!tool.IsEmpty)
        {
            inspection.Report(Event, tool);
        }
    }

    private static ReadOnlySpan<byte> Find(in MandatoryFields fields)
    {
        var tool = FindByBranch(fields);
        return !tool.IsEmpty ? tool
            : InviteFloodFingerprint.Matches(fields) ? InviteFloodFingerprint.Description
            : EraseRegistrationsFingerprint.Matches(fields) ? EraseRegistrationsFingerprint.Description
            : MetasploitFingerprint.Matches(fields) ? MetasploitFingerprint.Description
            : ProtosFingerprint.Matches(fields) ? ProtosFingerprint.Description
            : SessionNameFingerprint.Find(fields.Message);
    }

    // The tools whose branch is always as long; its length rules out nearly every other message.
    private static ReadOnlySpan<byte> FindByBranch(in MandatoryFields fields) => fields.Branch.Length switch
    {
        SipptsFingerprint.BranchLength when SipptsFingerprint.Matches(fields) => SipptsFingerprint.Description,
        MrSipFingerprint.BranchLength when MrSipFingerprint.Matches(fields) => MrSipFingerprint.Description,
        ViproyFingerprint.BranchLength when ViproyFingerprint.Matches(fields) => ViproyFingerprint.Description,
        NmapFingerprint.BranchLength when NmapFingerprint.Matches(fields) => NmapFingerprint.Description,
        SipArmyKnifeFingerprint.BranchLength when SipArmyKnifeFingerprint.Matches(fields) => SipArmyKnifeFingerprint.Description,
        _ => default,
    };

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DescribeSipVicious(in MandatoryFields fields, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        SipViciousFingerprint.Describe(fields, ref detail);
        inspection.Report(Event, detail.Text);
    }
}
