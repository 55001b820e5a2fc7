namespace SipIds.Events;

/// <summary>What each <see cref="EventAction"/> does.</summary>
public static class EventActions
{
    extension(EventAction action)
    {
        /// <summary>Whether the packet is dropped.</summary>
        public bool Drops => action is EventAction.Drop or EventAction.Block or EventAction.Reject;

        /// <summary>Whether the event is written down, as an alert or as a record.</summary>
        public bool IsWritten => action is not (EventAction.Off or EventAction.Pass);

        /// <summary>The action where the packet is not to be dropped for this event: its mild form, or a count over the limit that is not its sender's doing.</summary>
        public EventAction WithoutDrop => action.Drops ? EventAction.Alert : action;

        /// <summary>The action where the packet is to be dropped for this event: its severe form.</summary>
        public EventAction WithDrop => action.Drops || action is EventAction.Pass ? action : EventAction.Drop;

        /// <summary>The word for it in <c>sipcnf.yaml</c> and in what is written.</summary>
        public ReadOnlySpan<byte> Word => action switch
        {
            EventAction.Off => "off"u8,
            EventAction.Alert => "alert"u8,
            EventAction.Drop => "drop"u8,
            EventAction.Block => "block"u8,
            EventAction.Reject => "reject"u8,
            EventAction.Pass => "pass"u8,
            EventAction.Log => "log"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }
}
