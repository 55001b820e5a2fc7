namespace SipIds.Host.Discovery;

/// <summary>How far the traffic speaks for a proposal.</summary>
internal enum Confidence
{
    /// <summary>So much and in so many ways that it can hardly be otherwise.</summary>
    Strong,

    /// <summary>Enough to write it, little enough to look at it first.</summary>
    Fair,

    /// <summary>A hint. It is said and not written.</summary>
    Weak,

    /// <summary>It is in the settings already, and the traffic agrees.</summary>
    Present,
}
