using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>Wants every message dropped whose Subject is bad.</summary>
internal sealed class SubjectRule : IPreprocessor<SubjectRule, SubjectRuleOptions>
{
    private static readonly EventDescriptor s_bad = new(Gid.FirstPlugin, 9101, "bad-subject", Severity.High, EventAction.Drop, "The Subject is bad.");

    public static PreprocessorInfo Info => new() { Name = "subject_rule", Summary = "Reads the Subject.", Stage = PreprocessorStage.Message, Interest = Interest.Messages, Events = [s_bad] };

    public static SubjectRule Create(SubjectRuleOptions options, PreprocessorServices services) => new();

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (packet.Message.ValueOf(SipHeaderId.Subject).SequenceEqual("bad"u8))
        {
            inspection.Report(s_bad);
        }
    }
}

internal sealed record SubjectRuleOptions : PreprocessorOptions;
