namespace SipIds.Host.Outputs;

/// <summary>How alerts are written to standard output.</summary>
internal enum AlertFormat
{
    /// <summary>A line a person reads.</summary>
    Text,

    /// <summary>EVE JSON.</summary>
    Json,
}
