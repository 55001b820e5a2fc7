using SipIds.Options;
using SipIds.Packets;
using static SipIds.Core.Tests.Pipeline.Streams.TcpLab;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>A message that is dropped on a connection of one user ends it.</summary>
public sealed class ResetTests
{
    private static readonly string s_good = Message("good");
    private static readonly string s_bad = Message("bad", isBad: true);

    [Fact]
    public void Both_ends_get_a_reset_that_they_obey()
    {
        var lab = new TcpLab().Connect().Send(s_good).Send(s_bad);

        Assert.Equal((true, true), (lab.Client.IsReset, lab.Server.IsReset));
        Assert.Equal(s_good, lab.Server.Text);
    }

    [Theory]
    [InlineData(5060)]
    [InlineData(7777)]
    public void What_is_sent_again_stays_out_however_it_is_cut(int port)
    {
        for (var cut = 1; cut < s_bad.Length; cut += 7)
        {
            var lab = new TcpLab(port: port).Connect();
            lab.SendAt(0, s_bad);
            lab.SendAt(0, s_bad[..cut]);
            lab.SendAt(cut, s_bad[cut..]);
            lab.SendAt(0, s_bad + s_good);

            Assert.Equal("", lab.Server.Text);
        }
    }

    [Theory]
    [InlineData(5060)]
    [InlineData(7777)]
    public void A_message_in_several_segments_never_becomes_whole(int port)
    {
        for (var cut = 1; cut < s_bad.Length; cut += 3)
        {
            var lab = new TcpLab(port: port).Connect().Send(s_bad[..cut]).Send(s_bad[cut..]);
            lab.SendAt(cut - s_bad.Length, s_bad[cut..]);

            Assert.Equal(s_bad[..cut], lab.Server.Text);
            Assert.True(lab.Server.IsReset);
        }
    }

    [Fact]
    public void What_stands_before_the_message_in_its_segment_arrives()
    {
        var lab = new TcpLab().Connect().Send(s_good + s_bad + s_good);

        Assert.Equal(s_good, lab.Server.Text);
        Assert.True(lab.Server.IsReset);
    }

    [Fact]
    public void An_end_that_goes_on_is_reset_again()
    {
        var lab = new TcpLab().Connect().Send(s_bad);
        var resets = lab.Resets;

        Assert.Equal(Verdict.Drop, lab.SendAt(0, s_good, toServer: false));
        Assert.Equal(Verdict.Drop, lab.SendAt(0, s_good));
        Assert.Equal(resets + 2, lab.Resets);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(1000)]
    public void A_new_connection_of_the_same_ends_is_judged_by_itself(uint further)
    {
        var lab = new TcpLab().Connect().Send(s_bad);
        lab.Client.Sent += further;

        lab.Send(toServer: true, lab.Client.Sent++, 0, "", TcpFlags.Syn);
        lab.Send(toServer: false, 5_000_000, lab.Client.Sent, "", TcpFlags.Syn | TcpFlags.Ack);

        Assert.Equal(Verdict.Pass, lab.Send(toServer: true, lab.Client.Sent, 5_000_001, s_good));
        Assert.Equal(Verdict.Drop, lab.Send(toServer: true, lab.Client.Sent + (uint)s_good.Length, 5_000_001, s_bad));
    }

    [Fact]
    public void Held_connections_stand_still_and_nobody_is_told()
    {
        var lab = new TcpLab(new() { OnDropStream = StreamDropMode.Hold }).Connect().Send(s_good).Send(s_bad).Send(s_good);
        lab.SendAt(0, s_good, toServer: false);

        Assert.Equal((0, s_good, ""), (lab.Resets, lab.Server.Text, lab.Client.Text));
    }

    [Fact]
    public void A_forger_who_does_not_see_the_connection_cannot_end_it()
    {
        var lab = new TcpLab().Connect().Send(s_good).Send(s_good, toServer: false);
        for (var guess = 1u; guess < 200; guess++)
        {
            lab.Send(toServer: true, lab.Client.Sent, lab.Client.Next + (guess * 20_000_003), s_bad);
            lab.Send(toServer: true, lab.Client.Sent + (guess * 20_000_003), lab.Client.Next, s_bad);
            lab.Send(toServer: true, lab.Client.Sent + 1 + guess, 0, "", TcpFlags.Rst);
        }

        lab.Send(s_good);

        Assert.Equal(0, lab.Resets);
        Assert.Equal(s_good + s_good, lab.Server.Text);
    }

    [Fact]
    public void A_forgery_on_a_connection_that_was_begun_before_us_does_not_cut_it()
    {
        var lab = new TcpLab();
        (lab.Server.Next, lab.Client.Next) = (lab.Client.Sent, lab.Server.Sent);
        lab.Send(toServer: true, 3_000_000_000, 17, s_bad);

        lab.Send(s_good).Send(s_good, toServer: false).Send(s_good);

        Assert.Equal((0, s_good + s_good, s_good), (lab.Resets, lab.Server.Text, lab.Client.Text));
    }

    [Fact]
    public void A_trusted_source_loses_nothing()
    {
        var trusted = new PipelineOptions { Trusted = NetPrefixSet.Create([NetPrefix.Parse(ClientAddress)]) };
        var lab = new TcpLab(trusted).Connect().Send(s_bad).Send(s_good);

        Assert.Equal(s_bad + s_good, lab.Server.Text);
    }

    [Fact]
    public void A_sensor_that_only_listens_sends_nothing()
    {
        var lab = new TcpLab(inline: false).Connect().Send(s_bad).Send(s_good);

        Assert.Equal((0, s_bad + s_good), (lab.Resets, lab.Server.Text));
        Assert.Equal(1, lab.Alerts);
    }
}
