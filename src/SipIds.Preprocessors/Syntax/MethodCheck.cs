using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>The part of <see cref="AmbiguityCheck"/> that looks at methods: <c>bye</c> is an unknown method by RFC 3261 §7.1, and BYE to those who compare without regard to case or only as far as the name goes.</summary>
internal static class MethodCheck
{
    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        if (message.CSeq.Method is SipMethod.Extension || (message.IsRequest && message.Method is SipMethod.Extension))
        {
            Judge(packet, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        if (packet.Decoded.Truncated && Truncation.IsStartLineCut(message))
        {
            return;
        }

        // A response repeats the CSeq of its request, and its sender is not to blame for it.
        if (message.IsRequest && SipMethods.FindLax(message.MethodName) is not SipMethod.Extension and var method && message.Method is SipMethod.Extension)
        {
            inspection.Report(AmbiguityCheck.Event, Describe(message.MethodName, method, stackalloc byte[Alert.MaxDetailLength]));
        }
        else if (!IsCut(packet) && SipMethods.FindLax(message.CSeq.MethodName) is not SipMethod.Extension and var ofCSeq && message.CSeq.Method is SipMethod.Extension)
        {
            var detail = Describe(message.CSeq.MethodName, ofCSeq, stackalloc byte[Alert.MaxDetailLength]);
            if (message.IsRequest)
            {
                inspection.Report(AmbiguityCheck.Event, detail);
            }
            else
            {
                inspection.Notice(AmbiguityCheck.Event, detail);
            }
        }
    }

    // The capture may have cut the method short.
    private static bool IsCut(in SipPacket packet) =>
        packet.Decoded.Truncated && (packet.Message.Anomalies & SipAnomalies.NoBlankLine) != SipAnomalies.None;

    private static ReadOnlySpan<byte> Describe(ReadOnlySpan<byte> name, SipMethod method, Span<byte> buffer)
    {
        var detail = new DetailWriter(buffer);
        detail.Add(name);
        detail.Add(" for "u8);
        foreach (var letter in SipMethods.NameOf(method))
        {
            detail.Add([(byte)letter]);
        }

        return detail.Text;
    }
}
