using SipIds.Options;
using SipIds.Packets;
using SipIds.Settings;
using SipIds.Testing;
using static SipIds.Core.Tests.Pipeline.Streams.TcpLab;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>What the receiver would not take misleads the sensor neither.</summary>
public sealed class EvasionTests
{
    private const string Mark = "Subject: bad";

    private static readonly string s_good = Message("good");
    private static readonly string s_bad = Message("bad", isBad: true);

    private static string Harmless => s_bad.Replace(Mark, "Subject: fun", StringComparison.Ordinal);

    [Fact]
    public void A_segment_with_a_wrong_checksum_says_nothing()
    {
        var lab = new TcpLab().Connect();
        lab.Send(toServer: true, lab.Client.Sent, lab.Client.Next, Harmless, isBroken: true);
        lab.Send(s_bad);

        Assert.Equal(("", true), (lab.Server.Text, lab.Server.IsReset));
    }

    [Fact]
    public void A_copy_with_other_bytes_does_not_pass_and_is_a_fault()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(0, Harmless);

        Assert.Equal(Verdict.Drop, lab.SendAt(0, s_bad));
        Assert.Equal(PacketFaults.TcpOverlap, lab.Faults);
    }

    [Fact]
    public void A_copy_of_bytes_that_wait_does_not_pass_either()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(10, Harmless[10..]);

        Assert.Equal(Verdict.Drop, lab.SendAt(10, s_bad[10..]));
        Assert.Equal(PacketFaults.TcpOverlap, lab.Faults);
    }

    [Fact]
    public void A_retransmission_is_no_fault_however_it_is_cut()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(0, s_good + s_good);
        for (var start = 0; start < s_good.Length; start += 17)
        {
            Assert.Equal(Verdict.Pass, lab.SendAt(start, (s_good + s_good)[start..(start + s_good.Length)]));
            Assert.Equal(PacketFaults.None, lab.Faults);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    public void A_keep_alive_is_ordinary(string octet)
    {
        var lab = new TcpLab().Connect().Send(s_good);

        Assert.Equal(Verdict.Pass, lab.SendAt(-1, octet));
        Assert.Equal(PacketFaults.None, lab.Faults);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3000)]
    public void A_reset_with_another_number_ends_nothing(int distance)
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(0, s_bad[..100]);
        lab.SendAt(100 + distance, "", flags: TcpFlags.Rst);
        Assert.Equal(PacketFaults.TcpOverlap, lab.Faults);
        lab.SendAt(100, s_bad[100..]);

        Assert.Equal((s_bad[..100], 1), (lab.Server.Text, lab.Alerts));
    }

    [Fact]
    public void A_gap_is_waited_for_as_long_as_its_receiver_does()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(60, s_bad[60..]);
        lab.Wait(20);
        lab.SendAt(s_bad.Length, s_good);
        lab.SendAt(0, s_bad[..60]);

        Assert.Equal((1, ""), (lab.Alerts, lab.Server.Text));
    }

    [Fact]
    public void A_start_line_in_pieces_hides_nothing_on_another_port()
    {
        for (var cut = 1; cut < 60; cut++)
        {
            var lab = new TcpLab(port: 7777).Connect().Send(s_bad[..cut]).Send(s_bad[cut..]);

            Assert.Equal((1, s_bad[..cut]), (lab.Alerts, lab.Server.Text));
        }
    }

    [Fact]
    public void A_start_line_byte_by_byte_hides_nothing_where_the_connection_began_before_us()
    {
        var lab = new TcpLab(port: 7777);
        (lab.Server.Next, lab.Client.Next) = (lab.Client.Sent, lab.Server.Sent);
        lab.Send("200\r\n", toServer: false);
        foreach (var octet in s_bad)
        {
            lab.Send(octet.ToString());
        }

        Assert.Equal(1, lab.Alerts);
        Assert.NotEqual(s_bad, lab.Server.Text, StringComparer.Ordinal);
    }

    [Fact]
    public void What_is_not_sip_on_another_port_passes_untouched()
    {
        const string request = "GET / HTTP/1.1\r\nHost: example.com\r\n\r\n";
        var lab = new TcpLab(port: 80).Connect().Send(request).Send(request, toServer: false).Send(request);

        Assert.Equal((request + request, request, 0), (lab.Server.Text, lab.Client.Text, lab.Alerts));
    }

    [Fact]
    public void A_SYN_inside_a_connection_begins_nothing()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(0, s_bad[..100]);
        lab.Send(toServer: true, lab.Client.Sent + 7_000_000, 0, "", TcpFlags.Syn);
        lab.Send(toServer: true, lab.Client.Sent + 99, 0, "", TcpFlags.Syn);
        lab.SendAt(100, s_bad[100..]);

        Assert.Equal((1, s_bad[..100]), (lab.Alerts, lab.Server.Text));
    }

    [Fact]
    public void A_phone_that_starts_again_on_its_port_is_followed()
    {
        var lab = new TcpLab().Connect().Send(s_good);
        lab.Send(toServer: true, 9_000_000, 0, "", TcpFlags.Syn);
        lab.Send(toServer: false, 1_000_000_000, 9_000_001, "", TcpFlags.Syn | TcpFlags.Ack);

        Assert.Equal(Verdict.Pass, lab.Send(toServer: true, 9_000_001, 1_000_000_001, s_good));
        Assert.Equal(Verdict.Pass, lab.Send(toServer: false, 1_000_000_001, 9_000_001 + (uint)s_good.Length, s_good));
        Assert.Equal(Verdict.Drop, lab.Send(toServer: true, 9_000_001 + (uint)s_good.Length, 1_000_000_001, s_bad));
        Assert.Equal(PacketFaults.None, lab.Faults);
    }

    [Fact]
    public void A_message_in_a_SYN_that_its_receiver_ignores_misleads_nobody()
    {
        var lab = new TcpLab();
        lab.Send(toServer: true, lab.Client.Sent++, 0, Harmless, TcpFlags.Syn);
        lab.Server.Next = lab.Client.Sent;
        lab.Send(toServer: false, lab.Server.Sent++, lab.Client.Sent, "", TcpFlags.Syn | TcpFlags.Ack);
        lab.Client.Next = lab.Server.Sent;
        lab.SendAt(0, s_bad);

        Assert.Equal("", lab.Server.Text);
    }

    [Fact]
    public void A_message_that_comes_with_the_FIN_is_judged()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(0, s_bad, flags: TcpFlags.Fin | TcpFlags.Ack);

        Assert.Equal(("", 1), (lab.Server.Text, lab.Alerts));
    }

    [Fact]
    public void Nothing_new_passes_after_the_FIN()
    {
        var lab = new TcpLab().Connect().Send(s_good);
        lab.SendAt(0, "", flags: TcpFlags.Fin | TcpFlags.Ack);

        Assert.Equal(Verdict.Drop, lab.SendAt(0, s_bad[..30]));
    }

    [Fact]
    public void The_numbers_wrap()
    {
        var lab = new TcpLab().Connect().Send(s_good, toServer: false).Send(s_good, toServer: false).Send(s_bad, toServer: false);

        Assert.Equal(s_good + s_good, lab.Client.Text);
        Assert.True(lab.Client.IsReset);
    }

    [Fact]
    public void A_flood_of_half_messages_frees_no_message_from_inspection()
    {
        var lab = new TcpLab(new() { Decoder = new() { StreamMemory = ByteSize.FromKiB(1024) } }).Connect();
        lab.SendAt(0, s_bad[..100]);
        var half = "MESSAGE sip:a@example.com SIP/2.0\r\nContent-Length: 60000\r\n\r\n" + new string('z', 20_000);
        for (var number = 0; number < 200; number++)
        {
            var bytes = FrameBuilder.Tcp($"198.51.100.{1 + (number % 250)}:{1024 + number}", "192.0.2.9:5060").Payload(half).Sequence(1).Build();
            lab.Pipeline.Process(new() { Bytes = bytes, OriginalLength = bytes.Length, Link = LinkType.Ethernet });
        }

        lab.SendAt(100, s_bad[100..]);

        Assert.Equal(s_bad[..100], lab.Server.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void However_it_is_cut_shuffled_and_sent_again_a_bad_message_never_arrives(bool isTrunk)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var settings = isTrunk ? new PipelineOptions { ProxyIp = NetPrefixSet.Create([NetPrefix.Parse(ClientAddress)]) } : new();
            var lab = new TcpLab(settings, port: random.Next(2) == 0 ? 5060 : 7777, failsClosed: true, hasDoors: random.Next(2) == 0).Connect();
            var stream = s_good + s_bad + s_good;
            var lies = s_good + Harmless + s_good;
            for (var step = 0; step < 60; step++)
            {
                var start = random.Next(stream.Length);
                var length = random.Next(1, Math.Min(200, stream.Length - start) + 1);
                var isLie = random.Next(8) == 0;
                lab.SendAt(start, (isLie ? lies : stream).Substring(start, length));
                _ = random.Next(10) == 0 ? lab.Wait(0.1) : lab.Acknowledge(toServer: false);
            }

            Assert.DoesNotContain(s_bad, lab.Server.Text, StringComparison.Ordinal);
        }
    }
}
