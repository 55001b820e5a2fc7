namespace SipIds.Preprocessors.Identity;

/// <summary>Whether a claim of a PASSporT and a URI of the call name the same party; of several answers the largest holds.</summary>
internal enum Likeness
{
    /// <summary>They are of different kinds, or one is too short to be compared.</summary>
    Unknown,

    /// <summary>They name two.</summary>
    Other,

    /// <summary>They name one.</summary>
    Same,
}
