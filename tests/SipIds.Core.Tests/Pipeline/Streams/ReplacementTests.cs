using System.Text;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline.Streams;
using SipIds.Sip;
using SipIds.Streams.Framing;
using static SipIds.Core.Tests.Pipeline.Streams.TcpLab;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>A message that is dropped on a connection of several users is replaced, and the connection lives on.</summary>
public sealed class ReplacementTests
{
    private static readonly PipelineOptions s_trunk = new() { ProxyIp = NetPrefixSet.Create([NetPrefix.Parse(ClientAddress)]) };
    private static readonly string s_good = Message("good");
    private static readonly string s_bad = Message("bad", isBad: true);

    public static TheoryData<string> Settings => ["proxy_ip", "peers", "users"];

    [Theory]
    [MemberData(nameof(Settings))]
    public void The_messages_before_and_after_arrive(string why)
    {
        var lab = Shared(why).Send(s_good).Send(s_bad).Send(s_good);

        Assert.Equal((0, false), (lab.Resets, lab.Server.IsReset));
        Assert.Equal(s_good + Filler(s_bad.Length) + s_good, After(lab, why));
    }

    [Fact]
    public void A_message_between_others_in_one_segment_is_replaced() =>
        Assert.Equal(s_good + Filler(s_bad.Length) + s_good, new TcpLab(s_trunk).Connect().Send(s_good + s_bad + s_good).Server.Text);

    [Fact]
    public void A_message_in_several_segments_waits_and_is_replaced()
    {
        for (var cut = 1; cut < s_bad.Length; cut += 3)
        {
            var lab = new TcpLab(s_trunk).Connect();
            var stream = s_good + s_bad + s_good;
            var first = s_good.Length + cut;
            Assert.Equal(Verdict.Hold, lab.SendAt(0, stream[..first]));
            lab.SendAt(first, stream[first..]);

            Assert.Equal(s_good + Filler(s_bad.Length) + s_good, lab.Server.Text);
            Assert.Equal(0, lab.Pipeline.HeldFrames);
        }
    }

    [Fact]
    public void A_good_message_in_several_segments_arrives_when_it_is_whole()
    {
        var lab = new TcpLab(s_trunk).Connect();
        lab.SendAt(0, s_good[..40]);
        lab.SendAt(40, s_good[40..80]);
        Assert.Equal("", lab.Server.Text);

        lab.SendAt(80, s_good[80..]);

        Assert.Equal(s_good, lab.Server.Text);
    }

    [Fact]
    public void Every_copy_gets_the_same_bytes_however_it_is_cut()
    {
        for (var cut = 0; cut < s_bad.Length; cut += 11)
        {
            var lab = new TcpLab(s_trunk).Connect();
            lab.SendAt(0, s_bad);

            Assert.Equal(Verdict.Rewrite, lab.SendAt(cut, s_bad[cut..]));
            Assert.Equal(Filler(s_bad.Length)[cut..], lab.LastPayload);
        }
    }

    [Fact]
    public void What_waited_too_long_passes_and_the_alert_says_so()
    {
        var lab = new TcpLab(s_trunk).Connect();
        lab.SendAt(0, s_bad[..50]);
        lab.Wait(0.06);
        Assert.Equal(s_bad[..50], lab.Server.Text);

        lab.SendAt(50, s_bad[50..]);

        Assert.Equal((s_bad, 1, 0L), (lab.Server.Text, lab.NotExcised, lab.Pipeline.Statistics.Dropped));
    }

    [Fact]
    public void Where_failure_closes_what_waited_too_long_ends_the_connection()
    {
        var lab = new TcpLab(s_trunk, failsClosed: true).Connect();
        lab.SendAt(0, s_bad[..50]);
        lab.Wait(0.06);
        lab.SendAt(50, s_bad[50..]);

        Assert.Equal((s_bad[..50], true), (lab.Server.Text, lab.Server.IsReset));
    }

    [Theory]
    [InlineData("users")]
    [InlineData("peers")]
    public void Who_pretends_to_be_several_or_asks_one_who_is_named_cannot_send_slowly(string why)
    {
        var lab = Shared(why);
        lab.Acknowledge(toServer: false);
        var before = lab.Server.Text;
        lab.SendAt(0, s_bad[..50]);
        lab.Wait(0.06);
        lab.SendAt(50, s_bad[50..]);

        Assert.Equal((before + s_bad[..50], true), (lab.Server.Text, lab.Server.IsReset));
    }

    [Fact]
    public void A_source_that_cannot_hold_lets_the_rest_pass_and_says_so()
    {
        var lab = new TcpLab(s_trunk, canHold: false).Connect().Send(s_bad[..50]).Send(s_bad[50..]).Send(s_bad).Send(s_good);

        Assert.Equal(s_bad + Filler(s_bad.Length) + s_good, lab.Server.Text);
        Assert.Equal(1, lab.NotExcised);
    }

    [Theory]
    [InlineData("Content-Length: 0", "Content-Length: 0\r\nContent-Length: 4")]
    [InlineData("Content-Length: 0", "Content-Length: none")]
    [InlineData("\r\nSubject", "\nSubject")]
    public void A_message_that_may_be_longer_than_it_seems_ends_the_connection(string part, string ambiguous)
    {
        var lab = new TcpLab(s_trunk).Connect().Send(s_good).Send(s_bad.Replace(part, ambiguous, StringComparison.Ordinal));

        Assert.Equal((s_good, true), (lab.Server.Text, lab.Server.IsReset));
    }

    [Theory]
    [InlineData(19)]
    [InlineData(29)]
    public void A_signed_connection_is_reset(byte option)
    {
        var lab = new TcpLab(s_trunk).Connect();
        lab.Send(toServer: true, lab.Client.Sent, lab.Client.Next, s_bad, options: [1, 1, option, 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

        Assert.Equal(("", true), (lab.Server.Text, lab.Server.IsReset));
    }

    [Fact]
    public void With_reset_a_trunk_is_reset_too()
    {
        var lab = new TcpLab(s_trunk with { OnDropStream = StreamDropMode.Reset }).Connect().Send(s_good).Send(s_bad);

        Assert.Equal((s_good, true), (lab.Server.Text, lab.Server.IsReset));
    }

    [Fact]
    public void A_reset_of_the_sender_takes_what_waits_with_it()
    {
        var lab = new TcpLab(s_trunk).Connect();
        lab.SendAt(0, s_good[..50]);
        lab.SendAt(50, "", flags: TcpFlags.Rst);

        Assert.Equal(("", 0), (lab.Server.Text, lab.Pipeline.HeldFrames));
    }

    [Fact]
    public void The_filler_is_a_response_that_belongs_to_nothing()
    {
        for (var length = 190; length < 400; length++)
        {
            var status = SipParser.Parse(Encoding.ASCII.GetBytes(Filler(length)), new SipHeaderTable(), out var message);

            Assert.Equal((SipParseStatus.Ok, 100), (status, message.StatusCode));
            Assert.True(SipHead.IsUnambiguous(Encoding.ASCII.GetBytes(Filler(length))));
        }
    }

    [Fact]
    public void In_the_place_of_what_is_shorter_stand_line_ends()
    {
        Assert.Equal("\r\n\r\n\r\n", Filler(6));
        Assert.Equal((true, false), (StreamFiller.Fits(6), StreamFiller.Fits(7)));
    }

    internal static string Filler(int length)
    {
        var bytes = new byte[length];
        StreamFiller.Write(bytes, 0, length);
        for (var cut = 0; cut < length; cut += 13)
        {
            var part = new byte[length - cut];
            StreamFiller.Write(part, cut, length);
            Assert.Equal(bytes[cut..], part);
        }

        return Encoding.ASCII.GetString(bytes);
    }

    private static TcpLab Shared(string why)
    {
        var peers = NetPrefixSet.Create([NetPrefix.Parse(ServerAddress)]);
        return why switch
        {
            "proxy_ip" => new TcpLab(s_trunk).Connect(),
            "peers" => new TcpLab(new PipelineOptions { Peers = peers }).Connect(),
            _ => new TcpLab().Connect().Send(Message("one", from: "carol")).Send(Message("two", from: "dave")),
        };
    }

    private static string After(TcpLab lab, string why) =>
        why == "users" ? lab.Server.Text[(Message("one", from: "carol") + Message("two", from: "dave")).Length..] : lab.Server.Text;
}
