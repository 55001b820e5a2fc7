using SipIds.Calls;

namespace SipIds.Preprocessors.Sessions;

/// <summary>The states of a call in a person's words, for the detail of an alert.</summary>
internal static class StateNames
{
    public static ReadOnlySpan<byte> Of(CallState state) => state switch
    {
        CallState.WaitFinal => "the call waits for an answer"u8,
        CallState.Early => "the call is ringing"u8,
        CallState.WaitAck => "the call waits for its ACK"u8,
        CallState.Active => "the call is established"u8,
        CallState.Closing => "the call is closing"u8,
        CallState.Ended => "the call is over"u8,
        _ => "no call"u8,
    };
}
