namespace SipIds.Streams;

/// <summary>The options of a TCP header (RFC 9293 §3.2).</summary>
internal static class TcpOptions
{
    private const int HeaderLength = 20;
    private const byte End = 0;
    private const byte NoOperation = 1;
    private const byte Md5Signature = 19;
    private const byte Authentication = 29;

    /// <summary>Whether a segment carries a signature (RFC 2385, RFC 5925), so that nobody else can change it or reset its connection.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> segment)
    {
        if (segment.Length <= HeaderLength)
        {
            return false;
        }

        var options = segment[HeaderLength..Math.Clamp((segment[12] >> 4) * 4, HeaderLength, segment.Length)];
        while (!options.IsEmpty && options[0] is not End)
        {
            if (options[0] is Md5Signature or Authentication)
            {
                return true;
            }

            var length = options[0] is NoOperation ? 1 : options.Length > 1 ? Math.Max((int)options[1], 2) : options.Length;
            options = options[Math.Min(length, options.Length)..];
        }

        return false;
    }
}
