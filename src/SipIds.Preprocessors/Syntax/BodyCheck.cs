using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory.Injection;
using SipIds.Sip.Sdp;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1009: a body that is called SDP is SDP, line by line.</summary>
internal static class BodyCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 1009, "syntax-body", Severity.Low, EventAction.Alert,
        "The body is no SDP, though its Content-Type says so: not `v=0`, not lines of a letter and a value, an `o=`, `c=`, `t=` or `m=` line that is none, or an `rtpmap`, `crypto`, "
        + "`candidate`, `ice-ufrag` or `ice-pwd` that is none (RFC 8866 §5, §9; RFC 4568 §9.1; RFC 8839 §5). Severity 2, and dropped, for a value longer than its grammar allows, such as a host name "
        + "over 253 bytes, a candidate's foundation over 32 or a number over 20 digits, and for a run of printf conversions: what overflows a parser.")
    {
        Title = "Body is no SDP, though it says so",
        Drop = DropReach.SevereForm,
        Settings = ["syntax.sdp"],
        FalseAlarm = "A body of another kind that is labelled application/sdp, or a device that leaves out lines that RFC 8866 demands.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (SdpSession.TryFind(packet.Message, out var session) && !packet.Decoded.Truncated)
        {
            Judge(session.Text, inspection);
        }
    }

    private static void Judge(ReadOnlySpan<byte> text, Inspection inspection)
    {
        var fault = SdpSyntax.Check(text, out var line);
        if (fault is not SdpFault.None)
        {
            Report(fault, line, inspection);
        }

        // Addresses with a zone have one sign, texts two or three.
        if (text.Contains((byte)'%') && FormatString.IsIn(text))
        {
            inspection.Alarm(Event, "printf conversions"u8);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(SdpFault fault, ReadOnlySpan<byte> line, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(Describe(fault));
        detail.Add(": "u8);
        detail.Add(line.TrimEnd((byte)'\r'));
        if (fault is SdpFault.Overlong)
        {
            inspection.Alarm(Event, detail.Text);
        }
        else
        {
            inspection.Report(Event, detail.Text);
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
        SdpFault.Name => "a name too long"u8,
        SdpFault.Attribute => "an attribute"u8,
        SdpFault.Overlong => "a value too long"u8,
        _ => "an m= line"u8,
    };
}
