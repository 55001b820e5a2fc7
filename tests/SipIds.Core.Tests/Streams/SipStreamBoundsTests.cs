using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Packets;
using SipIds.Streams;
using SipIds.Streams.Framing;
using SipIds.Tests.Packets;

namespace SipIds.Core.Tests.Streams;

public sealed class SipStreamBoundsTests
{
    private const string Message = "OPTIONS sip:a@example.org SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 6\r\n\r\n\r\nbody";

    private readonly TcpReassembler _streams = SipStreams.Create(new() { Streams = 64, StreamMemory = new(1 << 20) }, new(), [5060]);

    [Fact]
    public void A_flood_of_syns_takes_no_buffers_and_leaves_live_streams_alone()
    {
        var live = new Conversation(streams: _streams).Syn().Send(Message[..30]);
        Flood(5000, conversation => conversation.Syn());
        Assert.InRange(_streams.BufferedBytes, 1, 2048);
        Assert.InRange(_streams.Streams, 1, 64);
        Assert.Equal([Message], live.Send(Message[30..]).Items);
    }

    [Fact]
    public void A_flood_of_unfinished_messages_stays_within_its_memory()
    {
        var streams = SipStreams.Create(new() { Streams = 16_384, StreamMemory = new(1 << 20) }, new(), [5060]);
        for (var count = 0; count < 5000; count++)
        {
            var conversation = new Conversation(streams: streams) { Source = new(NetAddress.FromIPv4((uint)count), 5060) };
            conversation.Syn().Send(Message[..30] + new string('x', count)).Lose(2000).Send(Message);
            Assert.InRange(streams.BufferMemory, 1, 1 << 20);
        }

        Assert.InRange(streams.BufferEvictions, 1000, 5000);
    }

    [Fact]
    public void A_stream_whose_buffer_was_taken_finds_back_into_step()
    {
        var victim = new Conversation(streams: _streams).Syn().Send(Message[..30]);
        Flood(60, conversation => conversation.Syn().Send(Message[..30] + new string('x', 30_000)));
        victim.Send(Message[30..]).Send(Message);
        Assert.Equal(Message, victim.Items[^1]);
    }

    [Fact]
    public void The_largest_message_is_read()
    {
        var body = new string('x', 65_000);
        var message = "MESSAGE sip:a@example.org SIP/2.0\r\nContent-Length: 65000\r\n\r\n" + body;
        var conversation = new Conversation().Syn();
        foreach (var piece in message.Chunk(1460))
        {
            conversation.Send(new(piece));
        }

        Assert.Equal([message], conversation.Items);
    }

    [Fact]
    public void Messages_in_whole_segments_allocate_nothing()
    {
        var sequence = 1u;
        var bytes = Encoding.ASCII.GetBytes(Message);
        Assert.Equal(0, Allocation.Of(() => Push(bytes, ref sequence)));
    }

    [Fact]
    public void Messages_over_several_segments_allocate_nothing_in_the_long_run()
    {
        var sequence = 1u;
        var bytes = Encoding.ASCII.GetBytes(Message);
        Push(bytes, ref sequence);
        Assert.Equal(0, Allocation.Of(() =>
        {
            var later = sequence + 30;
            Push(bytes.AsSpan(0, 10), ref sequence);
            Push(bytes.AsSpan(30), ref later);
            Push(bytes.AsSpan(10, 20), ref sequence);
            sequence = later;
        }));
        Assert.Equal(2001, _streams.Messages);
    }

    [Fact]
    public void However_a_stream_is_cut_and_shuffled_its_messages_are_the_same()
    {
        var text = string.Concat(Enumerable.Repeat(Message, 4));
        var cutting = from cuts in Gen.ListOf(Gen.Choose(1, text.Length - 1)) from seed in Gen.Choose(0, int.MaxValue) select (cuts, seed);
        Prop.ForAll(cutting.ToArbitrary(), given =>
        {
            int[] cuts = [0, .. given.cuts.Distinct().Order().Take(14), text.Length];
            var pieces = cuts.Zip(cuts.Skip(1), (start, end) => (Start: start, Text: text[start..end])).ToArray();
            new Random(given.seed).Shuffle(pieces);
            var conversation = new Conversation((uint)given.seed).Syn();
            Array.ForEach(pieces, piece => conversation.SendAt(piece.Start, piece.Text));
            return conversation.Items.Count == 4 && string.Concat(conversation.Items) == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void No_segments_make_it_throw()
    {
        string[] texts = ["", "\r\n", Message, Message[..40], Message[40..], "\u0016\u0003", "v=0\r\n\r\n", "INVITE a SIP/2.0\r\nl: -1\r\n\r\n", "INVITE a SIP/2.0\r\nl: 70000\r\n\r\n"];
        var segment = from text in Gen.Elements(texts)
                      from distance in Gen.OneOf(Gen.Choose(-100, 100), Gen.Choose(-70_000, 140_000), Gen.Choose(int.MinValue, int.MaxValue))
                      from flags in Gen.Choose(0, 31)
                      select (text, distance, flags);
        Prop.ForAll(Gen.ListOf(segment).ToArbitrary(), segments =>
        {
            var conversation = new Conversation(streams: _streams);
            foreach (var (text, distance, flags) in segments)
            {
                conversation.SendAt(distance, text, (TcpFlags)flags);
            }

            return _streams.BufferMemory <= 1 << 20;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private void Flood(int count, Action<Conversation> begin)
    {
        for (var index = 0; index < count; index++)
        {
            begin(new(streams: _streams) { Source = new(NetAddress.FromIPv4(0x0A01_0000 + (uint)index), 40_000) });
        }
    }

    private void Push(ReadOnlySpan<byte> payload, ref uint sequence)
    {
        var packet = new DecodedPacket { Transport = Transport.Tcp, TcpSequence = sequence, TcpFlags = TcpFlags.Ack, Payload = payload };
        sequence += (uint)payload.Length;
        var items = _streams.Push(packet);
        while (items.TryRead(out _) is not StreamItem.None)
        {
        }
    }
}
