namespace SipIds.Packets.Ip;

/// <summary>Why a receiver would discard a fragment.</summary>
internal enum FragmentFault : byte
{
    None,
    Empty,
    TooLong,
    Uneven,
    Overlap,
    Contradiction,
    TooMany,
}

internal static class FragmentFaultText
{
    public static ReadOnlySpan<byte> Of(FragmentFault fault) => fault switch
    {
        FragmentFault.Empty => "an empty fragment"u8,
        FragmentFault.TooLong => "a fragment that ends beyond 65,535 bytes"u8,
        FragmentFault.Uneven => "a fragment that is not a multiple of 8 bytes"u8,
        FragmentFault.Overlap => "overlapping fragments"u8,
        FragmentFault.Contradiction => "fragments that contradict each other"u8,
        FragmentFault.TooMany => "more unfinished datagrams than one sender may have"u8,
        _ => default,
    };
}
