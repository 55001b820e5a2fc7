using static SipIds.Calls.CallState;

namespace SipIds.Calls;

/// <summary>The state machine of a call: one row a state, one column a trigger. Timers end every state (<see cref="CallTableOptions"/>).</summary>
internal static class CallStateMachine
{
    private static readonly CallState[,] s_next =
    {
        //              Invite     Provisional Success  Failure    Ack        Bye      ByeAnswered ByeChallenged
        /* Inactive  */ { WaitFinal, Inactive, Inactive, Inactive, Inactive, Inactive, Inactive, Inactive },
        /* WaitFinal */ { WaitFinal, Early,    WaitAck,  Ended,    WaitFinal, WaitFinal, WaitFinal, WaitFinal },

        // A BYE ends one early dialog; the INVITE, which may have others, ends by its final response (RFC 3261 §15.1.2).
        /* Early     */ { Early,     Early,    WaitAck,  Ended,    Early,     Early,   Early,    Early },
        /* WaitAck   */ { WaitAck,   WaitAck,  WaitAck,  WaitAck,  Active,    Closing, Ended,    WaitAck },
        /* Active    */ { Active,    Active,   Active,   Active,   Active,    Closing, Ended,    Active },

        // A further dialog of a forked INVITE may be answered while another is being ended.
        /* Closing   */ { Closing,   Closing,  WaitAck,  Closing,  Closing,   Closing, Ended,    Active },

        // A challenged or redirected INVITE comes again with the same Call-ID; a fork may still answer after another has failed.
        /* Ended     */ { WaitFinal, Early,    WaitAck,  Ended,    Ended,     Ended,   Ended,    Ended },
    };

    public static CallState Next(CallState state, CallTrigger trigger) => s_next[(int)state, (int)trigger];
}
