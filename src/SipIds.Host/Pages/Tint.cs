namespace SipIds.Host.Pages;

/// <summary>How text stands out on a terminal.</summary>
internal enum Tint
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>What is beside the point.</summary>
    Dim,

    /// <summary>What is read first.</summary>
    Strong,

    /// <summary>All is well.</summary>
    Good,

    /// <summary>Of medium severity.</summary>
    Warning,

    /// <summary>Of high severity, or an attack that succeeded.</summary>
    Bad,

    /// <summary>Of low severity.</summary>
    Faint,
}
