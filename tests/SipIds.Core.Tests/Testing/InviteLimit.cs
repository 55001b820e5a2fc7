using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Core.Tests.Testing;

/// <summary>A preprocessor small enough to be seen through.</summary>
internal sealed class InviteLimit : IPreprocessor<InviteLimit, InviteLimitOptions>
{
    private static readonly EventDescriptor s_limit = new(Gid.FirstPlugin, 9001, "invite-limit", Severity.High, EventAction.Drop, "More INVITEs than allowed.");
    private static readonly EventDescriptor s_undeclared = s_limit with { Sid = 9002, Name = "undeclared" };
    private static readonly CountedQuantity s_quantity = new("invite_limit.limit", "everybody", s_limit);

    private readonly int _limit;
    private int _attempts;

    private InviteLimit(int limit) => _limit = limit;

    public static PreprocessorInfo Info => new()
    {
        Name = "invite_limit",
        Summary = "Counts INVITEs.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.In(SipMethod.Invite),
        Events = [s_limit],
    };

    public int Observed { get; private set; }

    public Timestamp Ticked { get; private set; }

    public static InviteLimit Create(InviteLimitOptions options, PreprocessorServices services) => new(options.Limit);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var subject = packet.Message.ValueOf(SipHeaderId.Subject);
        if (subject.SequenceEqual("notice"u8))
        {
            inspection.Notice(s_limit);
        }
        else if (subject.SequenceEqual("undeclared"u8))
        {
            inspection.Report(s_undeclared);
        }
        else
        {
            Count(packet, inspection);
        }
    }

    public void Observe(in SipPacket packet, Inspection inspection) => Observed++;

    public void OnTick(Inspection inspection) => Ticked = inspection.Now;

    private void Count(in SipPacket packet, Inspection inspection)
    {
        inspection.Counted(s_quantity, default, "everybody"u8, ++_attempts, _limit);
        if (_attempts > _limit)
        {
            Span<byte> source = stackalloc byte[NetEndpoint.MaxTextLength];
            _ = packet.Source.TryFormat(source, out var length, default, null);
            inspection.Report(s_limit, _attempts, _limit, default, source[..length]);
        }
    }
}

internal sealed record InviteLimitOptions : PreprocessorOptions
{
    public int Limit { get; init; } = 10;
}
