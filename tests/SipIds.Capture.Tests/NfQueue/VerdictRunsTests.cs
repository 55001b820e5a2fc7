using System.Buffers.Binary;
using SipIds.Capture.NfQueue;
using SipIds.Packets;

namespace SipIds.Capture.Tests.NfQueue;

public class VerdictRunsTests
{
    private const uint Drop = 0;
    private const uint Accept = 1;

    [Fact]
    public void A_run_of_the_same_verdict_is_one_message_up_to_its_last_id() =>
        Assert.Equal([(Accept, 9u)], Runs((7, Verdict.Pass), (8, Verdict.Pass), (9, Verdict.Pass)));

    [Fact]
    public void A_drop_ends_the_run_before_it_and_stands_alone() =>
        Assert.Equal([(Accept, 8u), (Drop, 9u), (Accept, 11u)], Runs((7, Verdict.Pass), (8, Verdict.Pass), (9, Verdict.Drop), (10, Verdict.Pass), (11, Verdict.Pass)));

    [Fact]
    public void Ids_that_begin_anew_go_on() =>
        Assert.Equal([(Drop, uint.MaxValue), (Accept, 1u)], Runs((uint.MaxValue, Verdict.Drop), (0, Verdict.Pass), (1, Verdict.Pass)));

    [Fact]
    public void A_message_is_as_the_kernel_reads_it()
    {
        var runs = new VerdictRuns(1, 0x0102);
        runs.Add(0x0A0B0C0D, Verdict.Pass);
        Assert.Equal([32, 0, 0, 0, 3, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 12, 0, 2, 0, 0, 0, 0, 1, 0x0A, 0x0B, 0x0C, 0x0D], runs.Waiting.ToArray());
    }

    [Fact]
    public void While_a_packet_is_held_each_verdict_is_on_one_packet_alone()
    {
        var runs = new VerdictRuns(4, 0);
        runs.Add(7, Verdict.Pass);
        runs.Add(9, Verdict.Pass, alone: true);
        runs.Add(10, Verdict.Pass, alone: true);
        runs.Add(11, Verdict.Pass);

        Assert.Equal(["3:7", "1:9", "1:10", "3:11"], runs.Waiting.ToArray().Chunk(32).Select(message => $"{message[4]}:{message[31]}"), StringComparer.Ordinal);
    }

    [Fact]
    public void What_is_sent_is_not_sent_again()
    {
        var runs = new VerdictRuns(2, 0);
        runs.Add(1, Verdict.Pass);
        runs.Clear();
        Assert.True(runs.Waiting.IsEmpty);
        runs.Add(2, Verdict.Pass);
        Assert.Equal(32, runs.Waiting.Length);
    }

    private static List<(uint Verdict, uint Id)> Runs(params (uint Id, Verdict Verdict)[] verdicts)
    {
        var runs = new VerdictRuns(verdicts.Length, 0);
        foreach (var (id, verdict) in verdicts)
        {
            runs.Add(id, verdict);
        }

        return [.. runs.Waiting.ToArray().Chunk(32).Select(message =>
            (BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(24)), BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(28))))];
    }
}
