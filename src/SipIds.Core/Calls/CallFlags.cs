namespace SipIds.Calls;

/// <summary>What was seen of a call.</summary>
[Flags]
public enum CallFlags : ushort
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>First seen in its middle, and taken as it was.</summary>
    Adopted = 1 << 0,

    /// <summary>Goes to an emergency service.</summary>
    Emergency = 1 << 1,

    /// <summary>A provisional response was sent reliably (RFC 3262).</summary>
    Reliable = 1 << 2,

    /// <summary>A REFER passed: NOTIFYs of its progress follow (RFC 3515 §2.4.4).</summary>
    Referred = 1 << 3,

    /// <summary>The INVITE was challenged.</summary>
    Challenged = 1 << 4,

    /// <summary>More tags than are kept, or From tags that differ on the way: tags say nothing here.</summary>
    TagsUnknown = 1 << 5,

    /// <summary>More addresses on its way than are kept: origins say nothing here.</summary>
    PathUnknown = 1 << 6,

    /// <summary>A 2xx to its INVITE passed.</summary>
    Answered = 1 << 7,

    /// <summary>A CANCEL passed.</summary>
    Cancelled = 1 << 8,

    /// <summary>A SUBSCRIBE passed inside it.</summary>
    Subscribed = 1 << 9,

    /// <summary>Its INVITE failed, and an ACK said that the caller knows it.</summary>
    Refused = 1 << 10,

    /// <summary>A final response came from elsewhere than its INVITE went to, or before it: its sender may take it for the answer.</summary>
    AnsweredElsewhere = 1 << 11,

    /// <summary>Its answer bears a tag that can be computed from those before it, so that an ACK proves nothing of its sender.</summary>
    ComputableTag = 1 << 12,

    /// <summary>The caller's Contact is a name, and nothing has shown yet where that is: what the caller sends may come from anywhere.</summary>
    CallerElsewhere = 1 << 13,

    /// <summary>The callee's Contact is a name, and nothing has shown yet where that is: what the callee sends may come from anywhere.</summary>
    CalleeElsewhere = 1 << 14,

    /// <summary>A Contact or a Record-Route of it is a name, behind which there may be several hosts.</summary>
    Named = 1 << 15,
}
