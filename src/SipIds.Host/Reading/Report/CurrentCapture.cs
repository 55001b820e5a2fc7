namespace SipIds.Host.Reading.Report;

/// <summary>The capture that is being read.</summary>
/// <param name="isOneOfMany">Whether a run reads several.</param>
internal sealed class CurrentCapture(bool isOneOfMany)
{
    /// <summary>Its path; what a person puts there for what came through a pipe.</summary>
    public string File { get; set; } = "FILE";

    /// <summary>Where a packet is.</summary>
    public PacketPlace PlaceOf(in SipPacket packet) => new(packet.Number, File, isOneOfMany);
}
