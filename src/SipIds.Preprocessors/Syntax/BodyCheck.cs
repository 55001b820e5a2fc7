using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip;
using SipIds.Sip.Sdp;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1009: a body that is called SDP looks like it.</summary>
internal static class BodyCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 1009, "syntax-body", Severity.Low, EventAction.Alert,
        "The body is no SDP, though its Content-Type says so: not `v=0`, not lines of a letter and a value, or no address and port (RFC 8866 §5).");

    private const int TypeLength = 15;

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        var body = message.Body;
        if (!body.IsEmpty && IsSdp(message.ValueOf(SipHeaderId.ContentType)) && SdpSyntax.Check(body) is not SdpFault.None and var fault)
        {
            Judge(packet, inspection, fault);
        }
    }

    private static bool IsSdp(ReadOnlySpan<byte> type) =>
        type.Length >= TypeLength
        && (type.StartsWith("application/sdp"u8) || System.Text.Ascii.EqualsIgnoreCase(type[..TypeLength], "application/sdp"u8))
        && (type.Length == TypeLength || type[TypeLength] is (byte)';' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n');

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(in SipPacket packet, Inspection inspection, SdpFault fault)
    {
        // A compressed body (RFC 3261 §20.12) is not SDP until it is unpacked.
        if (!packet.Decoded.Truncated && !packet.Message.Has(SipHeaderId.ContentEncoding))
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
