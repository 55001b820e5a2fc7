namespace SipIds.Sip;

/// <summary>A message that the capture cut short (snap length): what is left of it that can be believed.</summary>
internal static class CutMessage
{
    /// <summary>The payload up to the last line that is whole, where not even the headers are; a value that breaks off would be another value.</summary>
    public static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> payload)
    {
        var last = payload.LastIndexOf((byte)'\n');
        return last < 0 || payload.IndexOf("\r\n\r\n"u8) >= 0 || payload.IndexOf("\n\n"u8) >= 0 ? payload : payload[..(last + 1)];
    }

    /// <summary>Whether headers are missing.</summary>
    public static bool IsHeadCut(in SipMessage message) =>
        (message.Anomalies & SipAnomalies.NoBlankLine) != SipAnomalies.None || !message.Head.TrimStart("\r\n"u8).Contains((byte)'\n');

    /// <summary>Whether the message can be told from others: to which call and transaction it belongs, and between whom.</summary>
    public static bool IsIdentified(in SipMessage message) =>
        !message.CallId.IsEmpty && !message.CSeq.MethodName.IsEmpty && !message.Via.Branch.IsEmpty && !message.From.Uri.Text.IsEmpty && !message.To.Uri.Text.IsEmpty;
}
