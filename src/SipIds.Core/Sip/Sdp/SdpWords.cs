namespace SipIds.Sip.Sdp;

/// <summary>Takes the words of a line one by one. The grammar has single spaces between them; several are forgiven.</summary>
internal static class SdpWords
{
    /// <summary>The next word of <paramref name="text"/>, which moves past it; empty at the end.</summary>
    public static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> text)
    {
        text = text.TrimStart((byte)' ');
        var end = text.IndexOf((byte)' ');
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return word;
    }

    /// <summary>A port number; 0 for anything that is none.</summary>
    public static ushort Port(ReadOnlySpan<byte> text) =>
        SipGrammar.TryReadNumber(text, ushort.MaxValue, out var port) ? (ushort)port : (ushort)0;
}
