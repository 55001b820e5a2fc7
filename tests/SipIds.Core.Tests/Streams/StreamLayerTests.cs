using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.Streams;
using SipIds.Streams.Framing;
using SipIds.Streams.Layers;
using SipIds.Tests.Packets;
using static SipIds.Core.Tests.Streams.PrefixLayer;

namespace SipIds.Core.Tests.Streams;

/// <summary>A layer between TCP and SIP: everything that holds for SIP on TCP holds for SIP on a layer.</summary>
public sealed class StreamLayerTests
{
    private const uint First = 1001;
    private const string Bodiless = "OPTIONS sip:a@example.org SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    private const string WithBody = "SIP/2.0 200 OK\r\nCall-ID: 2\r\nContent-Length: 11\r\n\r\nv=0\r\nbody\r\n";

    private readonly TcpReassembler _streams = Prefixed();

    public static TheoryData<int, int> Cuts
    {
        get
        {
            var cuts = new TheoryData<int, int>();
            foreach (var piece in (int[])[1, 3, 60, 4096])
            {
                foreach (var segment in (int[])[1, 2, 7, 97, 10_000])
                {
                    cuts.Add(piece, segment);
                }
            }

            return cuts;
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Messages_are_found_however_pieces_and_segments_are_cut(int piece, int segment)
    {
        var conversation = new Conversation(streams: _streams).Syn();
        foreach (var part in Wrap(Bodiless + "\r\n\r\n" + WithBody + WithBody, piece).Chunk(segment))
        {
            conversation.Send(new(part));
        }

        Assert.Equal([Bodiless, WithBody, WithBody], conversation.Items);
        Assert.Equal(0, _streams.BufferedBytes);
    }

    [Fact]
    public void A_message_in_one_piece_lies_where_its_first_byte_is()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(Bodiless) + Wrap(WithBody + Bodiless));
        var second = First + 4 + (uint)Bodiless.Length + 4;
        Assert.Equal([(First + 4, true), (second, true), (second + (uint)WithBody.Length, true)], conversation.Places);
    }

    [Fact]
    public void A_message_in_several_pieces_cannot_be_replaced()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(Bodiless + WithBody, Bodiless.Length + 20)).Send(Wrap(Bodiless));
        Assert.Equal([Bodiless, WithBody, Bodiless], conversation.Items);
        Assert.Equal([true, false, true], conversation.Places.Select(place => place.IsVerbatim));
        Assert.Equal(First + 4 + (uint)Bodiless.Length, conversation.Places[1].Sequence);
    }

    [Fact]
    public void One_piece_in_many_segments_is_one()
    {
        var conversation = new Conversation(streams: _streams).Syn();
        foreach (var part in Wrap(WithBody).Chunk(1))
        {
            conversation.Send(new(part));
        }

        Assert.Equal([(First + 4, true)], conversation.Places);
    }

    [Fact]
    public void What_the_layer_cannot_give_back_is_placed_at_its_piece_and_cannot_be_replaced()
    {
        var conversation = new Conversation(streams: Prefixed(isVerbatim: false)).Syn().Send(Wrap(Bodiless + WithBody) + Wrap(Bodiless));
        var second = First + 4 + (uint)(Bodiless.Length + WithBody.Length);
        Assert.Equal([(First, false), (First, false), (second, false)], conversation.Places);
    }

    [Fact]
    public void A_message_is_never_placed_after_its_first_byte_however_many_pieces_it_has()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(Bodiless)).Send(Wrap(WithBody, 1)).Send(Wrap(WithBody));
        Assert.Equal([First + 4, First + 8 + (uint)Bodiless.Length], conversation.Places.Take(2).Select(place => place.Sequence));
        Assert.Equal((First + 8 + (uint)(Bodiless.Length + (5 * WithBody.Length)), true), conversation.Places[2]);
    }

    [Fact]
    public void Each_of_many_messages_in_one_segment_is_placed()
    {
        var piece = Wrap(Bodiless);
        var conversation = new Conversation(streams: _streams).Syn().Send(string.Concat(Enumerable.Repeat(piece, 40)));
        Assert.Equal(Enumerable.Range(0, 40).Select(index => (First + 4 + (uint)(index * piece.Length), true)), conversation.Places);
    }

    [Fact]
    public void Retransmissions_are_read_once()
    {
        var first = Wrap(Bodiless);
        var conversation = new Conversation(streams: _streams).Syn().Send(first).SendAt(-first.Length, first).SendAt(-10, first[^10..] + Wrap(WithBody));
        Assert.Equal([Bodiless, WithBody], conversation.Items);
    }

    [Fact]
    public void Other_bytes_in_a_copy_are_a_fault()
    {
        var first = Wrap(Bodiless);
        var conversation = new Conversation(streams: _streams).Syn().Send(first).SendAt(-first.Length, Wrap(Bodiless.Replace('a', 'b')));
        Assert.Equal(PacketFaults.TcpOverlap, _streams.Faults);
        Assert.Equal([Bodiless], conversation.Items);
    }

    [Fact]
    public void Segments_out_of_order_are_put_into_order()
    {
        var wire = Wrap(Bodiless + WithBody, 50);
        var conversation = new Conversation(streams: _streams).Syn().SendAt(90, wire[90..]).SendAt(30, wire[30..90]);
        Assert.Equal([Bodiless, WithBody], conversation.SendAt(0, wire[..30]).Items);
    }

    [Fact]
    public void After_a_gap_a_layer_that_cannot_go_on_ignores_the_rest_and_holds_nothing()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(WithBody)[..30]).Lose(200);
        for (var count = 0; count < 20; count++)
        {
            conversation.Send("\u0001" + Wrap(Bodiless));
        }

        Assert.Empty(conversation.Items);
        Assert.Equal((1L, 0L), (_streams.HolesSkipped, _streams.BufferedBytes));
    }

    [Fact]
    public void The_end_of_a_stream_gives_what_there_is_of_a_message()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(Bodiless + WithBody[..^4])).Fin();
        Assert.Equal([Bodiless, WithBody[..^4]], conversation.Items);
        Assert.Equal(0, _streams.BufferedBytes);
    }

    [Fact]
    public void Where_a_capture_cut_a_segment_the_rest_is_what_the_layer_has()
    {
        var packet = new DecodedPacket { Transport = Transport.Tcp, TcpSequence = 1, TcpFlags = TcpFlags.Ack, Payload = Encoding.Latin1.GetBytes(Wrap(WithBody, 20)[..60]) };
        Assert.Equal(StreamItem.None, _streams.Push(packet).TryRead(out _));

        Assert.True(_streams.TryTakeCut(packet, out var rest));
        Assert.Equal(WithBody[..48], Encoding.Latin1.GetString(rest));
        Assert.Equal(0, _streams.BufferedBytes);
    }

    [Fact]
    public void A_reset_throws_away_what_the_layer_keeps()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(WithBody[..30]));
        Assert.InRange(_streams.BufferedBytes, 1, 4096);
        Assert.Empty(conversation.Reset().Items);
        Assert.Equal(0, _streams.BufferedBytes);
    }

    [Fact]
    public void A_new_connection_between_the_same_ends_begins_anew()
    {
        var conversation = new Conversation(streams: _streams).Syn().Send(Wrap(WithBody[..30]));
        Assert.Equal([WithBody], conversation.Lose(5_000_000).Syn().Send(Wrap(WithBody)).Items);
    }

    [Fact]
    public void The_layer_of_a_connection_is_chosen_once_and_of_both_its_directions()
    {
        PrefixLayer? layer = null;
        var streams = SipStreams.Create(new(), new(), [5060], [services => new StackedLayer(layer = new(services), services.Last, services)]);
        var one = new Conversation(streams: streams).Syn().Send(Wrap(Bodiless)).Send(Wrap(WithBody));
        var other = new Conversation(streams: streams) { Source = one.Target, Target = one.Source }.Syn().Send(Wrap(Bodiless)).Send(Wrap(WithBody));
        Assert.Equal([Bodiless, WithBody], one.Items);
        Assert.Equal([Bodiless, WithBody], other.Items);
        Assert.Equal(1, layer!.Judged);
    }

    [Fact]
    public void A_layer_that_cannot_say_yet_is_asked_again() =>
        Assert.Equal([Bodiless], new Conversation(streams: _streams).Syn().Send("\0").Send("\0").Send(Wrap(Bodiless)[2..]).Items);

    [Fact]
    public void What_no_other_layer_knows_is_read_as_before() =>
        Assert.Equal(["NotSip: GET / HTTP/1.1\r\n\r\n", Bodiless, WithBody], new Conversation(streams: _streams).Syn().Send("GET / HTTP/1.1\r\n\r\n").Send(Bodiless + WithBody[..9]).Send(WithBody[9..]).Items);

    [Fact]
    public void A_stream_whose_beginning_was_missed_is_followed_from_bytes_that_its_layer_knows() =>
        Assert.Equal([Bodiless, WithBody], new Conversation(port: 7777, streams: _streams).Send("\u0001\u0002").Send(Wrap(Bodiless)).Send(Wrap(WithBody)).Items);

    [Fact]
    public void Layers_may_stand_on_layers()
    {
        var streams = SipStreams.Create(new(), new(), [5060], [services => new StackedLayer(new PrefixLayer(services), UnderSip()(services), services)]);
        var conversation = new Conversation(streams: streams).Syn();
        foreach (var part in Wrap(Wrap(Bodiless + WithBody, 40) + Wrap(Bodiless), 4096).Chunk(11))
        {
            conversation.Send(new(part));
        }

        Assert.Equal([Bodiless, WithBody, Bodiless], conversation.Items);
        Assert.Equal((First + 8, false), conversation.Places[0]);
        Assert.True(conversation.Places[2].IsVerbatim);
        Assert.Equal(0, streams.BufferedBytes);
    }

    [Fact]
    public void A_flood_of_unfinished_messages_stays_within_the_memory_of_all_streams()
    {
        var streams = SipStreams.Create(new() { Streams = 16_384, StreamMemory = new(1 << 20) }, new(), [5060], [UnderSip()]);
        for (var count = 0; count < 5000; count++)
        {
            var conversation = new Conversation(streams: streams) { Source = new(NetAddress.FromIPv4((uint)count), 5060) };
            conversation.Syn().Send(Wrap(Bodiless[..30] + new string('x', count % 4000))).Send("\0\0").Lose(2000).Send(Bodiless);
            Assert.InRange(streams.BufferMemory, 1, 1 << 20);
        }

        Assert.InRange(streams.BufferEvictions, 1000, 5000);
    }

    [Fact]
    public void A_stream_whose_bytes_were_taken_for_others_is_cut_where_nothing_may_pass_unread()
    {
        var streams = SipStreams.Create(new() { Streams = 1024, StreamMemory = new(1 << 20) }, new(), [5060], [UnderSip()]);
        streams.IsStrict = true;
        var victim = new Conversation(streams: streams).Syn().Send(Wrap(WithBody[..30]));
        for (var count = 0; count < 400; count++)
        {
            new Conversation(streams: streams) { Source = new(NetAddress.FromIPv4(0x0A01_0000 + (uint)count), 40_000) }.Syn().Send(Wrap(Bodiless[..30] + new string('x', 4000)));
        }

        Assert.Empty(victim.Send(Wrap(WithBody[30..])).Items);
        Assert.True(streams.Table[streams.Slot].Has(StreamTraits.IsCut));
    }

    [Fact]
    public void Messages_on_a_layer_allocate_nothing_in_the_long_run()
    {
        var sequence = 1u;
        var whole = Encoding.Latin1.GetBytes(Wrap(WithBody));
        var pieces = Encoding.Latin1.GetBytes(Wrap(WithBody, 20));
        Push(pieces, ref sequence);
        Assert.Equal(0, Allocation.Of(() =>
        {
            Push(whole, ref sequence);
            Push(pieces.AsSpan(0, 30), ref sequence);
            Push(pieces.AsSpan(30, 30), ref sequence);
            Push(pieces.AsSpan(60), ref sequence);
            Push(whole.AsSpan(0, 2), ref sequence);
            Push(whole.AsSpan(2), ref sequence);
        }));
        Assert.Equal((6001L, 0L), (_streams.Messages, _streams.BufferedBytes));
    }

    [Fact]
    public void However_a_stream_is_cut_and_shuffled_its_messages_are_the_same()
    {
        var text = string.Concat(Enumerable.Repeat(WithBody, 4));
        var cutting = from piece in Gen.Choose(1, 100) from cuts in Gen.ListOf(Gen.Choose(1, text.Length - 1)) from seed in Gen.Choose(0, int.MaxValue) select (piece, cuts, seed);
        Prop.ForAll(cutting.ToArbitrary(), given =>
        {
            var wire = Wrap(text, given.piece);
            int[] cuts = [0, .. given.cuts.Distinct().Order().Take(14), wire.Length];
            var pieces = cuts.Zip(cuts.Skip(1), (start, end) => (Start: start, Text: wire[start..end])).ToArray();
            new Random(given.seed).Shuffle(pieces);
            var conversation = new Conversation((uint)given.seed, streams: Prefixed()).Syn();
            Array.ForEach(pieces, part => conversation.SendAt(part.Start, part.Text));
            return conversation.Items.Count == 4 && string.Concat(conversation.Items) == text;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void No_segments_make_it_throw()
    {
        string[] texts = ["", "\0", "\0\0\0\u0001", Wrap(WithBody), Wrap(WithBody, 3), Wrap(WithBody)[..40], Wrap(WithBody)[40..], WithBody, "\0\0\u00FF\u00FF", Wrap("junk\r\n")];
        var segment = from text in Gen.Elements(texts)
                      from distance in Gen.OneOf(Gen.Choose(-100, 100), Gen.Choose(-70_000, 140_000), Gen.Choose(int.MinValue, int.MaxValue))
                      from flags in Gen.Choose(0, 31)
                      select (text, distance, flags);
        var streams = SipStreams.Create(new() { Streams = 64, StreamMemory = new(1 << 20) }, new(), [5060], [UnderSip()]);
        Prop.ForAll(Gen.ListOf(segment).ToArbitrary(), segments =>
        {
            var conversation = new Conversation(streams: streams);
            foreach (var (text, distance, flags) in segments)
            {
                conversation.SendAt(distance, text, (TcpFlags)flags);
            }

            return streams.BufferMemory <= 1 << 20;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static TcpReassembler Prefixed(bool isVerbatim = true) =>
        SipStreams.Create(new DecoderOptions(), new LimitsOptions(), [5060], [UnderSip(isVerbatim)]);

    private void Push(ReadOnlySpan<byte> payload, ref uint sequence)
    {
        var packet = new DecodedPacket { Source = new(NetAddress.FromIPv4(1), 5060), Transport = Transport.Tcp, TcpSequence = sequence, TcpFlags = TcpFlags.Ack, Payload = payload };
        sequence += (uint)payload.Length;
        var items = _streams.Push(packet);
        while (items.TryRead(out _) is not StreamItem.None)
        {
        }
    }
}
