namespace SipIds.Packets.Ip;

/// <summary>The options of an IPv4 header (RFC 791 §3.1).</summary>
internal static class IPv4Options
{
    private const byte End = 0;
    private const byte NoOperation = 1;
    private const byte LooseSourceRoute = 131;
    private const byte StrictSourceRoute = 137;
    private const int MinLength = 2;

    /// <summary>Marks a packet with options that hosts do not accept.</summary>
    public static void Inspect(ReadOnlySpan<byte> options, ref DecodedPacket packet)
    {
        while (!options.IsEmpty && options[0] != End)
        {
            var length = options[0] == NoOperation ? 1 : options.Length < MinLength ? 0 : options[1];
            if (options[0] != NoOperation && (length < MinLength || length > options.Length))
            {
                packet.Refuse(PacketFaults.Options, "an IP option without a possible length"u8);
                return;
            }

            if (options[0] is LooseSourceRoute or StrictSourceRoute)
            {
                // RFC 7126 §4.3: hosts and routers drop these; some still take them.
                packet.Accuse(PacketFaults.Options, "an IP source route"u8);
            }

            options = options[length..];
        }
    }
}
