using SipIds.Packets;
using static SipIds.Core.Tests.Pipeline.Streams.TcpLab;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>When a source is known to receive what is sent to it.</summary>
public sealed class ProofTests
{
    private static readonly string s_good = Message("good");

    [Fact]
    public void A_whole_handshake_proves_both_ends()
    {
        var lab = new TcpLab().Connect();
        lab.SendAt(0, s_good);

        Assert.True(lab.Pipeline.Streams.IsSourceProven);
    }

    [Fact]
    public void An_acknowledgement_that_was_guessed_proves_nothing()
    {
        var lab = new TcpLab();
        lab.Send(toServer: true, 1000, 0, "", TcpFlags.Syn);
        lab.Send(toServer: false, 2_000_000_000, 1001, "", TcpFlags.Syn | TcpFlags.Ack);
        lab.Send(toServer: true, 1001, 77, s_good);

        Assert.False(lab.Pipeline.Streams.IsSourceProven);
    }

    [Fact]
    public void An_answer_from_the_callers_own_door_proves_nothing()
    {
        var lab = new TcpLab();
        lab.Send(toServer: true, 1000, 0, "", TcpFlags.Syn);
        lab.Send(toServer: false, 5000, 1001, "", TcpFlags.Syn | TcpFlags.Ack, isForged: true);
        lab.Send(toServer: true, 1001, 5001, s_good);

        Assert.False(lab.Pipeline.Streams.IsSourceProven);
    }

    [Fact]
    public void After_a_restart_data_acknowledged_both_ways_proves_them()
    {
        var lab = new TcpLab();
        (lab.Server.Next, lab.Client.Next) = (lab.Client.Sent, lab.Server.Sent);
        lab.Send(s_good);
        lab.SendAt(0, s_good);
        Assert.False(lab.Pipeline.Streams.IsSourceProven);

        lab.Send(s_good, toServer: false).Send(s_good);
        lab.SendAt(0, s_good);

        Assert.True(lab.Pipeline.Streams.IsSourceProven);
    }

    [Fact]
    public void Data_alone_proves_nothing()
    {
        var lab = new TcpLab();
        lab.Send(toServer: true, 1000, 1, s_good);
        lab.Send(toServer: true, 1000 + (uint)s_good.Length, 1, s_good);

        Assert.False(lab.Pipeline.Streams.IsSourceProven);
    }
}
