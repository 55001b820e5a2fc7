namespace SipIds.Preprocessors.Origin;

/// <summary>What the sender of a message is to its call, or outside a call to its receiver.</summary>
internal enum Kinship
{
    /// <summary>One of the two sides, or a host on the way between them, or with standing; or nobody can tell.</summary>
    Party,

    /// <summary>Unknown, but of the same site as a server that is one: the partner of a pair, a member of a farm.</summary>
    Neighbour,

    /// <summary>Neither.</summary>
    Stranger,
}
