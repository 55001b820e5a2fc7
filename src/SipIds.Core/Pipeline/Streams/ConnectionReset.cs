using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Streams;

namespace SipIds.Pipeline.Streams;

/// <summary>Ends a connection for both of its ends: nothing more of it passes, and each gets a reset with the number that it waits for.</summary>
/// <remarks>A reset that is lost, or whose number had moved on, is made good by the next segment: whoever goes on is answered as a closed end answers (RFC 9293 §3.10.7.1), and so is a challenge (RFC 5961 §3.2).</remarks>
internal sealed class ConnectionReset(TcpReassembler streams)
{
    private readonly byte[] _frame = new byte[TcpFrame.MaxResetLength];

    /// <summary>Cuts the connection of the segment taken last.</summary>
    /// <param name="packet">The segment.</param>
    /// <param name="passed">Up to where its stream has passed.</param>
    /// <param name="isSilent">Whether its ends are not told.</param>
    /// <param name="control">What sends.</param>
    public void Cut(in DecodedPacket packet, uint passed, bool isSilent, IFrameControl? control)
    {
        // Where the other end was never heard nothing says that the numbers are the connection's own: a forger may have made them up.
        var isHeard = streams.Opposite >= 0;
        var traits = StreamTraits.IsCut | (isSilent || !isHeard ? StreamTraits.IsSilent : StreamTraits.None);
        Mark(streams.Slot, traits);
        if (!isHeard)
        {
            return;
        }

        Mark(streams.Opposite, traits);
        if (!isSilent)
        {
            Send(packet, back: false, passed, packet.TcpAcknowledgement, control);
            Send(packet, back: true, packet.TcpAcknowledgement, EndOf(packet), control);
        }
    }

    /// <summary>Answers a segment of a connection that was cut before.</summary>
    public Verdict Answer(in DecodedPacket packet, IFrameControl? control)
    {
        if ((packet.TcpFlags & TcpFlags.Rst) != TcpFlags.None)
        {
            return Verdict.Pass;
        }

        if (!streams.Table[streams.Slot].Has(StreamTraits.IsSilent) && (packet.TcpFlags & TcpFlags.Ack) != TcpFlags.None)
        {
            Send(packet, back: true, packet.TcpAcknowledgement, EndOf(packet), control);
        }

        return Verdict.Drop;
    }

    private void Mark(int slot, StreamTraits traits)
    {
        streams.Table[slot].Traits |= traits;
        streams.Forget(slot);
    }

    private void Send(in DecodedPacket packet, bool back, uint sequence, uint acknowledgement, IFrameControl? control)
    {
        if (control is not null && TcpFrame.WriteReset(packet, back, sequence, acknowledgement, _frame) is > 0 and var length)
        {
            _ = control.TrySend(_frame.AsSpan(0, length), back);
        }
    }

    // SYN and FIN take a number each.
    private static uint EndOf(in DecodedPacket packet) => packet.TcpSequence + (uint)packet.Payload.Length
        + ((packet.TcpFlags & TcpFlags.Syn) != TcpFlags.None ? 1u : 0u) + ((packet.TcpFlags & TcpFlags.Fin) != TcpFlags.None ? 1u : 0u);
}
