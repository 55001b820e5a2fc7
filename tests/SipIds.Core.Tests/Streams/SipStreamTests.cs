using SipIds.Packets;
using SipIds.Streams.Framing;

namespace SipIds.Core.Tests.Streams;

public sealed class SipStreamTests
{
    private const string Bodiless = "OPTIONS sip:a@example.org SIP/2.0\r\nCall-ID: 1\r\nContent-Length: 0\r\n\r\n";
    private const string WithBody = "SIP/2.0 200 OK\r\nCall-ID: 2\r\nContent-Length: 11\r\n\r\nv=0\r\nbody\r\n";

    public static TheoryData<string> ContentLengths =>
        ["Content-Length: 5", "CONTENT-LENGTH:5", "content-length \t: 5", "l: 5", "L :5", "Content-Length:\r\n 5", "Subject: a\r\n b\r\nl:\t5 "];

    [Fact]
    public void A_message_in_one_segment_is_read() => Assert.Equal([WithBody], new Conversation().Syn().Send(WithBody).Items);

    [Fact]
    public void Many_messages_in_one_segment_are_read_one_by_one() =>
        Assert.Equal([Bodiless, WithBody, Bodiless], new Conversation().Syn().Send(Bodiless + WithBody + Bodiless).Items);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(97)]
    public void Messages_over_many_segments_are_read(int size)
    {
        var conversation = new Conversation().Syn();
        foreach (var piece in (Bodiless + "\r\n\r\n" + WithBody + WithBody).Chunk(size))
        {
            conversation.Send(new(piece));
        }

        Assert.Equal([Bodiless, WithBody, WithBody], conversation.Items);
        Assert.Equal(0, conversation.Streams.BufferedBytes);
    }

    [Theory]
    [MemberData(nameof(ContentLengths))]
    public void The_body_ends_where_any_spelling_of_its_length_says(string header)
    {
        var message = $"INVITE sip:a@example.org SIP/2.0\r\nCall-ID: 1\r\n{header}\r\n\r\n12345";
        Assert.Equal([message, Bodiless], new Conversation().Syn().Send(message + Bodiless).Items);
    }

    [Fact]
    public void Keep_alives_between_messages_are_swallowed() =>
        Assert.Equal([Bodiless, Bodiless], new Conversation().Syn().Send("\r\n\r\n").Send(Bodiless + "\r\n").Send("\r\n" + Bodiless).Send("\r\n\r\n").Items);

    [Fact]
    public void Sequence_numbers_wrap() =>
        Assert.Equal([WithBody, WithBody], new Conversation(uint.MaxValue - 20).Syn().Send(WithBody[..10]).Send(WithBody[10..]).Send(WithBody).Items);

    [Fact]
    public void Segments_out_of_order_are_put_into_order()
    {
        var conversation = new Conversation().Syn().SendAt(40, WithBody[40..]).SendAt(20, WithBody[20..40]);
        Assert.Equal([WithBody], conversation.SendAt(0, WithBody[..20]).Items);
        Assert.Equal((2L, 0L), (conversation.Streams.OutOfOrder, conversation.Streams.BufferedBytes));
    }

    [Fact]
    public void Retransmissions_are_read_once()
    {
        var conversation = new Conversation().Syn().Send(Bodiless).SendAt(-Bodiless.Length, Bodiless).SendAt(-10, Bodiless[^10..] + WithBody);
        Assert.Equal([Bodiless, WithBody], conversation.Items);
        Assert.Equal(1, conversation.Streams.Retransmissions);
    }

    [Theory]
    [InlineData(20, 40)]
    [InlineData(30, 60)]
    [InlineData(10, 50)]
    public void Of_bytes_that_come_twice_the_first_copy_counts(int start, int end)
    {
        var conversation = new Conversation().Syn().SendAt(20, WithBody[20..40]).SendAt(45, WithBody[45..50]);
        conversation.SendAt(start, new string('x', Math.Min(end, 40) - start) + WithBody[Math.Min(end, 40)..end]);
        var expected = start < 20 ? WithBody[..start] + new string('x', 20 - start) + WithBody[20..] : WithBody;
        Assert.Equal([expected], conversation.SendAt(0, WithBody).Items);
    }

    [Fact]
    public void A_stream_whose_beginning_was_missed_is_followed_from_its_next_message() =>
        Assert.Equal([Bodiless, WithBody], new Conversation().Send("rest of a body\r\n").Send(Bodiless + WithBody[..30]).Send(WithBody[30..]).Items);

    [Fact]
    public void A_message_in_the_syn_is_read() => Assert.Equal([Bodiless, WithBody], new Conversation().Syn(Bodiless).Send(WithBody).Items);

    [Fact]
    public void A_stream_on_another_port_is_followed_if_it_begins_as_sip()
    {
        Assert.Equal([WithBody], new Conversation(port: 7777).Syn().Send(WithBody[..30]).Send(WithBody[30..]).Items);
        Assert.Empty(new Conversation(port: 80).Syn().Send("GET / HTTP/1.1\r\n\r\n").Items);
    }

    [Fact]
    public void What_is_not_sip_is_said_once()
    {
        var conversation = new Conversation().Syn().Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").Send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        Assert.Equal(["NotSip: GET / HTTP/1.1\r\nHost: a\r\n\r\n"], conversation.Items);
    }

    [Fact]
    public void Sip_after_what_is_not_is_read_all_the_same() =>
        Assert.Equal(["NotSip: \0\u0001\u0002", Bodiless], new Conversation().Syn().Send("\0\u0001\u0002").Send(Bodiless).Items);

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Tls_on_a_sip_port_is_ignored(int size)
    {
        var conversation = new Conversation(port: 5061).Syn();
        foreach (var piece in ("\u0016\u0003\u0001\0\u00A5\u0001\0\0\u00A1" + new string('\u00FF', 160)).Chunk(size))
        {
            conversation.Send(new(piece));
        }

        Assert.Empty(conversation.Items);
        Assert.Equal((1L, 0L), (((SipFramer)conversation.Streams.Layers[0]).EncryptedStreams, conversation.Streams.BufferedBytes));
    }

    [Fact]
    public void A_message_with_a_broken_start_line_is_left_to_the_parser()
    {
        var message = "INVITE sip:a@example.org\r\nVia: SIP/2.0/TCP a;branch=z9hG4bK1\r\nTo: sip:a@b\r\nFrom: sip:b@b\r\nCall-ID: 1\r\nl: 0\r\n\r\n";
        Assert.Equal([message, Bodiless], new Conversation().Syn().Send(message[..40]).Send(message[40..] + Bodiless).Items);
    }

    [Fact]
    public void Bytes_between_messages_that_are_no_sip_are_said_and_passed_over() =>
        Assert.Equal([Bodiless, "NotSip: junk\r\n\r\n", WithBody], new Conversation().Syn().Send(Bodiless + "junk\r\n\r\n" + WithBody).Items);

    [Theory]
    [InlineData("-5")]
    [InlineData("five")]
    [InlineData("")]
    public void After_an_invalid_length_the_next_start_line_counts(string length)
    {
        var head = $"INVITE sip:a@example.org SIP/2.0\r\nContent-Length: {length}\r\n\r\n";
        Assert.Equal([head, WithBody], new Conversation().Syn().Send(head + "v=0\r\no=- 1 1 IN IP4 a\r\n" + WithBody[..9]).Send(WithBody[9..]).Items);
    }

    [Theory]
    [InlineData("65537")]
    [InlineData("99999999999999999999")]
    public void A_message_that_claims_too_much_is_said_by_its_head(string length)
    {
        var head = $"INVITE sip:a@example.org SIP/2.0\r\nContent-Length: {length}\r\n\r\n";
        Assert.Equal(["TooLarge: " + head, Bodiless], new Conversation().Syn().Send(head + new string('x', 500)).Send(new('y', 500)).Send(Bodiless).Items);
    }

    [Fact]
    public void Out_of_step_a_start_line_over_two_segments_is_found()
    {
        var head = "INVITE sip:a@example.org SIP/2.0\r\nContent-Length: ?\r\n\r\n";
        Assert.Equal([head, Bodiless], new Conversation().Syn().Send(head + "body").Send("\r\n" + Bodiless[..9]).Send(Bodiless[9..]).Items);
    }

    [Fact]
    public void Out_of_step_a_segment_that_begins_a_message_ends_the_line_before_it()
    {
        var head = "INVITE sip:a@example.org SIP/2.0\r\nContent-Length: ?\r\n\r\n";
        Assert.Equal([head, Bodiless], new Conversation().Syn().Send(head + "a line").Send(Bodiless).Items);
    }

    [Fact]
    public void A_head_without_an_end_is_too_large()
    {
        var conversation = new Conversation().Syn().Send("INVITE sip:a@example.org SIP/2.0\r\n");
        for (var count = 0; count < 80; count++)
        {
            conversation.Send("X: " + new string('x', 1000) + "\r\n");
        }

        Assert.StartsWith("TooLarge: INVITE", Assert.Single(conversation.Items), StringComparison.Ordinal);
        Assert.Equal([Bodiless], conversation.Send(Bodiless).Items[1..]);
    }

    [Fact]
    public void Without_a_length_the_body_is_empty_unless_the_stream_ends()
    {
        var message = "INVITE sip:a@example.org SIP/2.0\r\nCall-ID: 1\r\n\r\n";
        Assert.Equal([message, message], new Conversation().Syn().Send(message + message).Items);
        Assert.Equal([message + "v=0\r\n"], new Conversation().Syn().Send(message + "v=0\r\n", TcpFlags.Fin).Items);
        Assert.Equal([message, message], new Conversation().Syn().Send(message + message, TcpFlags.Fin).Items);
    }

    [Fact]
    public void The_end_of_a_stream_gives_what_there_is_of_a_message()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..^4]).Fin();
        Assert.Equal([WithBody[..^4]], conversation.Items);
        Assert.Equal([WithBody[..20]], new Conversation().Syn().Send(WithBody[..20]).Fin().Items);
        Assert.Equal(0, conversation.Streams.BufferedBytes);
    }

    [Fact]
    public void A_fin_before_its_time_waits_for_the_bytes_before_it()
    {
        var conversation = new Conversation().Syn().SendAt(30, WithBody[30..^4], TcpFlags.Fin);
        Assert.Equal([WithBody[..^4]], conversation.SendAt(0, WithBody[..30]).Items);
    }

    [Fact]
    public void What_comes_again_after_the_end_is_not_read_again()
    {
        var conversation = new Conversation().Syn().Send(Bodiless).Fin().SendAt(-Bodiless.Length, Bodiless, TcpFlags.Fin);
        Assert.Equal([Bodiless], conversation.Items);
        Assert.Equal([Bodiless, WithBody], conversation.Send(WithBody).Items);
    }

    [Fact]
    public void A_reset_throws_the_rest_away()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]).Reset();
        Assert.Equal((0, 0L), (conversation.Items.Count, conversation.Streams.BufferedBytes));
    }

    [Fact]
    public void A_reset_from_outside_the_window_is_not_obeyed()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]).SendAt(100_000, "", TcpFlags.Rst).SendAt(-100, "", TcpFlags.Rst);
        Assert.Equal([WithBody], conversation.Send(WithBody[30..]).Items);
    }

    [Fact]
    public void A_new_connection_between_the_same_ends_begins_anew()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]);
        Assert.Equal([Bodiless], conversation.Lose(5_000_000).Syn().Send(Bodiless).Items);
    }

    [Fact]
    public void A_forged_segment_far_away_costs_nothing()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]).SendAt(50_000_000, Bodiless).SendAt(20, "", TcpFlags.Syn);
        Assert.Equal([WithBody], conversation.Send(WithBody[30..]).Items);
        Assert.Equal(1, conversation.Streams.OutOfWindow);
    }

    [Fact]
    public void A_hole_that_many_segments_leave_open_is_passed_over()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]).Lose(WithBody.Length - 30);
        for (var count = 0; count < 16; count++)
        {
            conversation.Send(Bodiless);
        }

        Assert.Equal(16, conversation.Items.Count);
        Assert.Equal((1L, 0L), (conversation.Streams.HolesSkipped, conversation.Streams.BufferedBytes));
    }

    [Fact]
    public void A_hole_that_stays_open_too_long_is_passed_over()
    {
        var conversation = new Conversation().Syn().Lose(200).Send("of a body\r\n" + Bodiless).Wait(4);
        Assert.Equal([Bodiless, WithBody], conversation.Send(WithBody).Items);
    }

    [Fact]
    public void A_hole_too_wide_to_wait_for_is_passed_over()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]).Lose(120_000).Send(new('x', 20_000));
        Assert.Equal([Bodiless], conversation.Send(Bodiless).Items);
    }

    [Fact]
    public void A_silent_stream_is_forgotten()
    {
        var conversation = new Conversation().Syn().Send(WithBody[..30]).Wait(3601);
        Assert.Equal([Bodiless], conversation.Send(WithBody[30..]).Send(Bodiless).Items);
        Assert.Equal(1, conversation.Streams.Streams);
    }
}
