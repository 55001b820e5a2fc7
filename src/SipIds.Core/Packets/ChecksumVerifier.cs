using System.Runtime.CompilerServices;

namespace SipIds.Packets;

/// <summary>Finds wrong IP, UDP and TCP checksums, which every receiver discards, and tells them from those that a capturing host leaves to its network card.</summary>
/// <remarks>
/// Where the source says nothing of it, a sender whose checksums are nearly all wrong is presumed to be the capturing host, and is believed.
/// Of a sender that makes right ones a wrong one is a fault.
/// </remarks>
internal sealed class ChecksumVerifier
{
    private readonly ChecksumHabits _habits = new();

    /// <summary>Packets whose wrong checksum was left to a network card, as it is presumed.</summary>
    public long Presumed { get; private set; }

    /// <summary>Packets whose checksum was wrong.</summary>
    public long Wrong { get; private set; }

    /// <summary>Checks a UDP or TCP packet, and marks it if a receiver would discard it.</summary>
    public void Verify(ref DecodedPacket packet)
    {
        if (packet.Segment.IsEmpty || packet.Truncated || packet.Frame.Checksums is ChecksumState.Settled)
        {
            return;
        }

        var verdict = Checksums.Check(packet.Network, packet.Segment, packet.Transport);
        if (IsHeaderRight(packet.Network) && verdict <= ChecksumVerdict.None)
        {
            if (verdict is ChecksumVerdict.Right && packet.Frame.Checksums is ChecksumState.Unknown && IsTelling(packet))
            {
                _habits.CountRight(packet.SourceMac, packet.Source.Address);
            }
        }
        else
        {
            OnWrong(ref packet, verdict);
        }
    }

    /// <summary>Checks the header of an IPv4 fragment, and marks the packet if a receiver would discard it.</summary>
    public bool IsFragmentWrong(ReadOnlySpan<byte> header, ref DecodedPacket packet)
    {
        if (packet.Frame.Checksums is ChecksumState.Settled || Checksums.IsHeaderRight(header)
            || (packet.Frame.Checksums is ChecksumState.Unknown
                && (Checksums.IsHeaderUnmade(header) || _habits.IsCapturingHost(packet.SourceMac, packet.Source.Address))))
        {
            return false;
        }

        Wrong++;
        packet.Refuse(PacketFaults.Checksum, "the IP header's checksum"u8);
        return true;
    }

    private static bool IsHeaderRight(ReadOnlySpan<byte> network) => network[0] >> 4 != 4 || Checksums.IsHeaderRight(network);

    // The kernel itself sums up fragments, and the answers that it gives without a socket, whatever the card could do.
    private static bool IsTelling(in DecodedPacket packet) => !packet.IsReassembled
        && (packet.Transport is Transport.Udp
            || (!packet.Payload.IsEmpty && (packet.TcpFlags & TcpFlags.Rst) == TcpFlags.None)
            || (packet.TcpFlags & TcpFlags.Syn) != TcpFlags.None);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnWrong(ref DecodedPacket packet, ChecksumVerdict verdict)
    {
        var isHeaderRight = IsHeaderRight(packet.Network);
        var isUnmade = verdict <= ChecksumVerdict.Unmade && (isHeaderRight || Checksums.IsHeaderUnmade(packet.Network));
        if (packet.Frame.Checksums is ChecksumState.Unknown && IsPresumed(packet, isUnmade))
        {
            Presumed++;
            return;
        }

        Wrong++;
        packet.Refuse(PacketFaults.Checksum, !isHeaderRight ? "the IP header's checksum"u8
            : verdict is ChecksumVerdict.Missing ? "no UDP checksum over IPv6"u8
            : packet.Transport is Transport.Udp ? "the UDP checksum"u8 : "the TCP checksum"u8);
    }

    // A receiving host merges segments and writes their sum so as well, next to others that it did not merge.
    private bool IsPresumed(in DecodedPacket packet, bool isUnmade)
    {
        var isHabit = _habits.CountWrong(packet.SourceMac, packet.Source.Address, isUnmade);
        return isHabit || (isUnmade && packet.Transport is Transport.Tcp);
    }
}
