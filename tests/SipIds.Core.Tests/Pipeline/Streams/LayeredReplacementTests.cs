using SipIds.Options;
using SipIds.Packets;
using static SipIds.Core.Tests.Pipeline.Streams.ReplacementTests;
using static SipIds.Core.Tests.Pipeline.Streams.TcpLab;
using static SipIds.Core.Tests.Streams.PrefixLayer;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>A message that is dropped on a connection whose SIP stands on another layer.</summary>
public sealed class LayeredReplacementTests
{
    private static readonly PipelineOptions s_trunk = new() { ProxyIp = NetPrefixSet.Create([NetPrefix.Parse(ClientAddress)]) };
    private static readonly string s_good = Message("good");
    private static readonly string s_bad = Message("bad", isBad: true);

    [Fact]
    public void A_message_in_one_piece_is_replaced_and_the_prefixes_stay()
    {
        var lab = new TcpLab(s_trunk, layers: [UnderSip()]).Connect().Send(Wrap(s_good)).Send(Wrap(s_bad)).Send(Wrap(s_good));

        Assert.Equal(Wrap(s_good) + Wrap(Filler(s_bad.Length)) + Wrap(s_good), lab.Server.Text);
        Assert.False(lab.Server.IsReset);
    }

    [Fact]
    public void A_message_that_shares_its_piece_is_replaced()
    {
        var lab = new TcpLab(s_trunk, layers: [UnderSip()]).Connect().Send(Wrap(s_good + s_bad + s_good));

        Assert.Equal(Wrap(s_good + Filler(s_bad.Length) + s_good), lab.Server.Text);
    }

    [Fact]
    public void A_message_in_several_segments_waits_and_is_replaced()
    {
        var wire = Wrap(s_good) + Wrap(s_bad) + Wrap(s_good);
        for (var cut = Wrap(s_good).Length + 5; cut < (Wrap(s_good) + Wrap(s_bad)).Length; cut += 7)
        {
            var lab = new TcpLab(s_trunk, layers: [UnderSip()]).Connect();
            Assert.Equal(Verdict.Hold, lab.SendAt(0, wire[..cut]));
            lab.SendAt(cut, wire[cut..]);

            Assert.Equal(Wrap(s_good) + Wrap(Filler(s_bad.Length)) + Wrap(s_good), lab.Server.Text);
            Assert.Equal(0, lab.Pipeline.HeldFrames);
        }
    }

    [Fact]
    public void A_copy_gets_the_same_bytes()
    {
        var lab = new TcpLab(s_trunk, layers: [UnderSip()]).Connect();
        lab.SendAt(0, Wrap(s_bad));
        lab.SendAt(0, Wrap(s_bad));

        Assert.Equal(Wrap(Filler(s_bad.Length)), lab.LastPayload);
    }

    [Fact]
    public void A_message_in_several_pieces_ends_the_connection_and_does_not_arrive()
    {
        var lab = new TcpLab(s_trunk, layers: [UnderSip()]).Connect().Send(Wrap(s_good));
        lab.SendAt(0, Wrap(s_bad, 100));

        Assert.StartsWith(Wrap(s_good), lab.Server.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bad@", lab.Server.Text, StringComparison.Ordinal);
        Assert.True(lab.Server.IsReset && lab.Client.IsReset);
    }

    [Fact]
    public void What_the_layer_cannot_give_back_ends_the_connection_before_its_piece()
    {
        var lab = new TcpLab(s_trunk, layers: [UnderSip(isVerbatim: false)]).Connect().Send(Wrap(s_good));
        lab.SendAt(0, Wrap(s_good) + Wrap(s_bad) + Wrap(s_good));

        Assert.Equal(Wrap(s_good) + Wrap(s_good), lab.Server.Text);
        Assert.True(lab.Server.IsReset && lab.Client.IsReset);
    }

    [Fact]
    public void A_good_message_in_several_pieces_and_segments_arrives_when_it_is_whole()
    {
        var wire = Wrap(s_good, 60);
        var lab = new TcpLab(s_trunk, layers: [UnderSip(isVerbatim: false)]).Connect();
        lab.SendAt(0, wire[..90]);
        lab.SendAt(90, wire[90..150]);
        Assert.Equal("", lab.Server.Text);

        lab.SendAt(150, wire[150..]);

        Assert.Equal(wire, lab.Server.Text);
    }

    [Fact]
    public void Of_one_user_the_connection_is_cut_at_the_message()
    {
        var lab = new TcpLab(layers: [UnderSip()]).Connect().Send(Wrap(s_good));
        lab.SendAt(0, Wrap(s_good + s_bad));

        Assert.Equal(Wrap(s_good) + Wrap(s_good + s_bad)[..(4 + s_good.Length)], lab.Server.Text);
        Assert.True(lab.Server.IsReset);
    }
}
