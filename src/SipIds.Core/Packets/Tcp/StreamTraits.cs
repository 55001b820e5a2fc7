namespace SipIds.Packets;

/// <summary>What is known of a stream.</summary>
[Flags]
internal enum StreamTraits : byte
{
    None = 0,
    OnSipPort = 1,
    HasData = 2,
    HasSpoken = 4,
    SaidNotSip = 8,
    HasFin = 16,
}
