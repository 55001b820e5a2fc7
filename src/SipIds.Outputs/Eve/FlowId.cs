using SipIds.Packets;

namespace SipIds.Outputs.Eve;

/// <summary>EVE's <c>flow_id</c>: one number for both directions of a flow, the same in every run.</summary>
internal static class FlowId
{
    // Readers of JSON keep numbers as doubles: Suricata's ids have 51 bits for that reason.
    private const ulong Mask = (1UL << 51) - 1;

    public static long Of(in NetEndpoint one, in NetEndpoint other, Transport transport)
    {
        var first = Hash(one);
        var second = Hash(other);
        return (long)(Mix(Mix(Math.Min(first, second)) + Math.Max(first, second) + (ulong)transport) & Mask);
    }

    private static ulong Hash(in NetEndpoint endpoint) =>
        Mix(Mix(Mix(endpoint.Address.High) + endpoint.Address.Low) + endpoint.Port);

    // The finalizer of SplitMix64: every bit of the input moves about half of the output's.
    private static ulong Mix(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
