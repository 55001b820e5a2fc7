namespace SipIds.Packets.Link;

/// <summary>The numbers by which Ethernet, cooked captures and GRE name what they carry (IEEE 802 EtherType registry).</summary>
internal static class EtherType
{
    /// <summary>Below it the field is the length of an IEEE 802.3 frame.</summary>
    public const int Smallest = 0x0600;

    public const int VlanTag = 0x8100;
    public const int ServiceTag = 0x88A8;
    public const int OldServiceTag = 0x9100;
    public const int ErspanType2 = 0x88BE;
    public const int ErspanType3 = 0x22EB;

    public static bool IsTag(int type) => type is VlanTag or ServiceTag or OldServiceTag;

    public static Layer Next(int type) => type switch
    {
        0x0800 => Layer.IPv4,
        0x86DD => Layer.IPv6,
        VlanTag or ServiceTag or OldServiceTag => Layer.Vlan,
        0x8847 or 0x8848 => Layer.Mpls,
        0x8864 => Layer.PppEthernet,
        0x880B => Layer.Ppp,
        0x6558 => Layer.Ethernet,
        < Smallest => Layer.Llc,
        _ => Layer.NotForUs,
    };
}
