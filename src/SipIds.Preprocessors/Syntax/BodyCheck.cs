using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip.Sdp;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1009: a body that is called SDP looks like it.</summary>
internal static class BodyCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 1009, "syntax-body", Severity.Low, EventAction.Alert,
        "The body is no SDP, though its Content-Type says so: not `v=0`, not lines of a letter and a value, or no address and port (RFC 8866 §5).")
    {
        Title = "Body is no SDP, though it says so",
        Drop = DropReach.Nothing,
        Settings = ["syntax.sdp"],
        FalseAlarm = "A body of another kind that is labelled application/sdp, or a device that leaves out lines that RFC 8866 demands.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (SdpSession.TryFind(packet.Message, out var session) && !packet.Decoded.Truncated && SdpSyntax.Check(session.Text) is not SdpFault.None and var fault)
        {
            inspection.Report(Event, Describe(fault));
        }
    }

    private static ReadOnlySpan<byte> Describe(SdpFault fault) => fault switch
    {
        SdpFault.Version => "no v=0"u8,
        SdpFault.Line => "a line that is no x=value"u8,
        SdpFault.ControlCharacter => "a control character"u8,
        SdpFault.Origin => "the o= line"u8,
        SdpFault.Connection => "a c= line"u8,
        SdpFault.Time => "a t= line"u8,
        _ => "an m= line"u8,
    };
}
