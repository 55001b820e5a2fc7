namespace SipIds.Streams.Layers;

/// <summary>Whether bytes begin what a layer reads.</summary>
internal enum StreamStart : byte
{
    No,
    Yes,

    /// <summary>Too few bytes to say.</summary>
    Open,
}
