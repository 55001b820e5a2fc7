namespace SipIds.Packets;

/// <summary>Tells wrong TCP checksums from those that the sender's card was still to make when the frame was captured.</summary>
/// <remarks>A capture on the sending host shows nearly every checksum of that host wrong, which blinds nobody: a sender whose checksums are wrong ten times as often as right is not judged by them.</remarks>
internal sealed class ChecksumJudge
{
    private const int Capacity = 1024;
    private const uint Most = 1 << 20;
    private const uint Share = 10;

    private readonly Sender[] _senders = new Sender[Capacity];

    /// <summary>Whether offload is presumed at all. Inline each frame is what its receiver gets.</summary>
    public bool PresumesOffload { get; set; } = true;

    /// <summary>Whether the checksum of a TCP segment is wrong, and offload not the reason.</summary>
    public bool IsWrong(in DecodedPacket packet)
    {
        if (packet.Frame.IsChecksumPending || packet.Truncated || packet.Segment.IsEmpty)
        {
            return false;
        }

        var isRight = TcpChecksum.IsRight(packet.Source.Address, packet.Target.Address, packet.Segment);
        if (!PresumesOffload)
        {
            return !isRight;
        }

        ref var sender = ref SenderOf(packet);
        if (isRight)
        {
            sender.Right += sender.Right < Most ? 1u : 0u;
            return false;
        }

        sender.Wrong += sender.Wrong < Most ? 1u : 0u;
        return sender.Wrong < sender.Right * Share;
    }

    // A sender that shares its row with another one begins anew: what is remembered is a habit, not an accusation.
    private ref Sender SenderOf(in DecodedPacket packet)
    {
        var address = packet.Source.Address;
        var key = packet.SourceMac.Value ^ (address.High * 31) ^ (address.Low * 0x9E37_79B9_7F4A_7C15);
        ref var sender = ref _senders[(int)((key ^ (key >> 32)) % Capacity)];
        if (sender.Key != key)
        {
            sender = new() { Key = key };
        }

        return ref sender;
    }

    private struct Sender
    {
        public ulong Key;
        public uint Right;
        public uint Wrong;
    }
}
