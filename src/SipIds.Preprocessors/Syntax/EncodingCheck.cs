using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.Sip.Sdp;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1012: what is no ASCII is UTF-8, in headers and in SDP.</summary>
internal static class EncodingCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 1012, "syntax-encoding", Severity.Low, EventAction.Alert,
        "Bytes in the start line, a header or an SDP body that are no UTF-8: stray, cut or overlong sequences (RFC 3261 §7, §25.1; RFC 3629 §3, §10). Severity 2, and dropped, where an overlong "
        + "sequence hides an ASCII sign that separates something (C0 BC for `<`).")
    {
        Title = "Bytes that are no UTF-8",
        Drop = DropReach.SevereForm,
        FalseAlarm = "A device that writes names in Latin-1, Windows-1251 or GBK, as all did before RFC 3261. It is mild.",
    };

    private const ulong Repeated =
        (1UL << (int)SipHeaderId.Via) | (1UL << (int)SipHeaderId.From) | (1UL << (int)SipHeaderId.To) | (1UL << (int)SipHeaderId.CallId)
        | (1UL << (int)SipHeaderId.CSeq) | (1UL << (int)SipHeaderId.RecordRoute) | (1UL << (int)SipHeaderId.Timestamp);

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (!Ascii.IsValid(packet.Payload))
        {
            Judge(packet, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(in SipPacket packet, Inspection inspection)
    {
        // The capture may have cut a sequence.
        if (packet.Decoded.Truncated)
        {
            return;
        }

        var fault = Utf8Text.Judge(packet.Message.Head);
        Report("the headers"u8, fault is Utf8Fault.HiddenSeparator && !packet.Message.IsRequest ? FaultOfItsOwn(packet.Message) : fault, inspection);
        if (SdpSession.TryFind(packet.Message, out var session))
        {
            Report("the SDP"u8, Utf8Text.Judge(session.Text), inspection);
        }
    }

    // A response repeats these of its request, and its sender is not to blame for them.
    private static Utf8Fault FaultOfItsOwn(in SipMessage response)
    {
        foreach (var header in response.Headers)
        {
            if ((Repeated & (1UL << (int)header.Id)) == 0 && Utf8Text.Judge(header.Value) is Utf8Fault.HiddenSeparator)
            {
                return Utf8Fault.HiddenSeparator;
            }
        }

        return Utf8Text.Judge(response.ReasonPhrase) is Utf8Fault.HiddenSeparator ? Utf8Fault.HiddenSeparator : Utf8Fault.Broken;
    }

    private static void Report(ReadOnlySpan<byte> where, Utf8Fault fault, Inspection inspection)
    {
        if (fault is Utf8Fault.HiddenSeparator)
        {
            inspection.Alarm(Event, where);
        }
        else if (fault is Utf8Fault.Broken)
        {
            inspection.Report(Event, where);
        }
    }
}
