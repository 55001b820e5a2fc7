using System.Text;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.Streams;
using SipIds.Streams.Framing;

namespace SipIds.Core.Tests.Streams;

/// <summary>Sends segments of one TCP direction into a reassembler and keeps what comes out.</summary>
internal sealed class Conversation
{
    private uint _next;
    private double _seconds;

    public Conversation(uint initialSequence = 1000, int port = 5060, TcpReassembler? streams = null)
    {
        Streams = streams ?? SipStreams.Create(new DecoderOptions(), new LimitsOptions(), [5060, 5061]);
        Source = new(NetAddress.Parse("10.0.0.1"), 40_000);
        Target = new(NetAddress.Parse("10.0.0.2"), (ushort)port);
        _next = initialSequence;
    }

    public TcpReassembler Streams { get; }

    public NetEndpoint Source { get; init; }

    public NetEndpoint Target { get; init; }

    /// <summary>The items in order: a message as its text, anything else with its name before it.</summary>
    public List<string> Items { get; } = [];

    /// <summary>Where each of them begins, and whether it could be replaced there.</summary>
    public List<(uint Sequence, bool IsVerbatim)> Places { get; } = [];

    public Conversation Syn(string payload = "")
    {
        Segment(_next, payload, TcpFlags.Syn);
        _next += 1 + (uint)payload.Length;
        return this;
    }

    /// <summary>Sends the next bytes.</summary>
    public Conversation Send(string payload, TcpFlags flags = TcpFlags.Ack)
    {
        Segment(_next, payload, flags);
        _next += (uint)payload.Length;
        return this;
    }

    /// <summary>Sends bytes at a distance from the next, without moving on.</summary>
    public Conversation SendAt(int distance, string payload, TcpFlags flags = TcpFlags.Ack)
    {
        Segment(_next + (uint)distance, payload, flags);
        return this;
    }

    /// <summary>Moves on past bytes that are never seen.</summary>
    public Conversation Lose(int count)
    {
        _next += (uint)count;
        return this;
    }

    public Conversation Fin() => Send("", TcpFlags.Fin | TcpFlags.Ack);

    public Conversation Reset() => Send("", TcpFlags.Rst);

    public Conversation Wait(double seconds)
    {
        _seconds += seconds;
        return this;
    }

    private void Segment(uint sequence, string payload, TcpFlags flags)
    {
        var packet = new DecodedPacket
        {
            Frame = new() { Time = new((long)(_seconds * 1e9)) },
            Source = Source,
            Target = Target,
            Transport = Transport.Tcp,
            TcpFlags = flags,
            TcpSequence = sequence,
            Payload = Encoding.Latin1.GetBytes(payload),
        };
        var items = Streams.Push(packet);
        while (items.TryRead(out var bytes) is not StreamItem.None and var item)
        {
            Items.Add((item is StreamItem.Message ? "" : $"{item}: ") + Encoding.Latin1.GetString(bytes));
            Places.Add((Streams.ItemSequence, Streams.IsItemVerbatim));
        }
    }
}
