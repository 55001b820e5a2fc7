using System.Globalization;
using System.Text.Unicode;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3007: a final response answers a request (RFC 3261 §17.1.3, §18.1.2).</summary>
internal static class ResponseCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3007, "session-response-unexpected", Severity.Medium, EventAction.Drop,
        "A final response to nothing that was asked: no request of its branch, Call-ID and CSeq went the other way (RFC 3261 §17.1.3).")
    {
        Title = "Response that nobody waits for",
        Drop = DropReach.Message,
        Settings = ["midstream_grace", "call_table.transactions", "call_table.wait_final"],
        FalseAlarm = "A request that the sensor did not see because it went another way, or an answer that came after its transaction was forgotten.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if (packet.Message.StatusCode >= 200 && !context.HasTransaction && !context.LacksTransactions && !context.MayFitUnseen(packet))
        {
            Report(packet, inspection);
        }
    }

    private static void Report(in SipPacket packet, Inspection inspection)
    {
        Span<byte> detail = stackalloc byte[64];
        var method = packet.Message.CSeq.MethodName;
        method = method[..Math.Min(method.Length, 32)];
        _ = Utf8.TryWrite(detail, CultureInfo.InvariantCulture, $"{packet.Message.StatusCode} to ", out var written);
        method.CopyTo(detail[written..]);
        inspection.Report(Event, detail[..(written + method.Length)]);
    }
}
