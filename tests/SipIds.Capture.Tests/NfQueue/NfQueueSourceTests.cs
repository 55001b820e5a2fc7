using System.Net.Sockets;
using System.Text;
using SipIds.Capture.NfQueue;
using SipIds.Packets;

namespace SipIds.Capture.Tests.NfQueue;

[Trait("takes", "long")]
public class NfQueueSourceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_packet_that_passes_reaches_the_callee_and_one_that_is_dropped_does_not(bool v6)
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        using var worker = QueueWorker.Start(lab.Open(), DropBad);
        var callee = lab.OpenCallee(v6);
        Send(lab.OpenCaller(v6), "good 1", "bad", "good 2");
        Assert.Equal(["good 1", "good 2"], QueueLab.Receive(callee), StringComparer.Ordinal);
        Assert.Equal(["good 1", "bad", "good 2"], worker.Stop().Select(seen => seen.Text), StringComparer.Ordinal);
    }

    [Fact]
    public void A_drop_in_the_middle_of_a_batch_stops_that_packet_alone_and_the_order_stays()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        string[] texts = [.. Enumerable.Range(0, 300).Select(i => i % 7 == 3 || i is >= 100 and < 140 ? $"bad {i}" : $"good {i}")];
        Send(lab.OpenCaller(), texts);
        Assert.Equal(texts, QueueWorker.Drain(source, DropBad).Select(seen => seen.Text), StringComparer.Ordinal);
        Assert.Equal(texts.Where(text => text.StartsWith("good", StringComparison.Ordinal)), QueueLab.Receive(callee), StringComparer.Ordinal);
        Assert.Equal(new() { Received = 300 }, source.Counters);
    }

    [Fact]
    public void A_packet_carries_its_addresses_and_the_time_at_which_it_came()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var before = Now();
        Send(lab.OpenCaller(port: 5070), "text");
        var seen = Assert.Single(QueueWorker.Drain(source));
        Assert.Equal("10.99.1.1:5070 10.99.2.1:5060", $"{seen.Source} {seen.Target}");
        Assert.InRange(seen.Time.Nanoseconds, before.Nanoseconds, Now().Nanoseconds);
    }

    [Fact]
    public void The_answers_to_a_port_are_queued_and_other_ports_are_not()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new() { Ports = [5060] });
        using var worker = QueueWorker.Start(lab.Open());
        var caller = lab.OpenCaller(port: 40_000);
        var callee = lab.OpenCallee();
        var media = lab.OpenCaller(port: 40_002);
        media.Connect(new System.Net.IPEndPoint(QueueLab.CalleeAddress(), 40_004));
        Send(media, "media");
        Send(caller, "request");
        _ = QueueLab.Receive(callee, 1);
        callee.Connect(caller.LocalEndPoint!);
        Send(callee, "response");
        Assert.Equal(["response"], QueueLab.Receive(caller, 1), StringComparer.Ordinal);
        Assert.Equal(["request", "response"], worker.Stop().Select(seen => seen.Text), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_fragments_of_a_datagram_are_queued(bool v6)
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        using var worker = QueueWorker.Start(source);
        var callee = lab.OpenCallee(v6);
        var text = new string('x', 4_000);
        Send(lab.OpenCaller(v6), text);
        Assert.Equal([text], QueueLab.Receive(callee, 1), StringComparer.Ordinal);
        Assert.Equal([text], worker.Stop().Select(seen => seen.Text), StringComparer.Ordinal);
        Assert.Equal(3, source.Counters.Received);
    }

    [Fact]
    public async Task Segments_of_tcp_come_as_they_go_over_the_wire_and_the_stream_arrives_whole()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        using var worker = QueueWorker.Start(lab.Open());
        var (caller, callee) = lab.ConnectTcp();
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i:d6}"));
        var sending = Task.Run(() => caller.Send(Encoding.ASCII.GetBytes(text)), TestContext.Current.CancellationToken);
        var received = new byte[text.Length];
        callee.ReceiveTimeout = 5_000;
        for (var length = 0; length < received.Length;)
        {
            length += callee.Receive(received, length, received.Length - length, SocketFlags.None);
        }

        _ = await sending;
        Assert.Equal(text, Encoding.ASCII.GetString(received));
        var segments = worker.Stop().Where(seen => seen.Target.Port == QueueLab.Port && seen.Text.Length > 0).ToList();
        Assert.True(segments.Max(seen => seen.Text.Length) <= 1_460);
        Assert.Equal(text.Length, segments.Sum(seen => seen.Text.Length));
    }

    [Fact]
    public void Several_queues_share_the_traffic_and_both_directions_of_a_call_go_to_one()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new() { LastQueue = 3 });
        var workers = Enumerable.Range(0, 4).Select(queue => QueueWorker.Start(lab.Open(new() { Queue = (ushort)queue }))).ToList();
        var callee = lab.OpenCallee();
        foreach (var number in Enumerable.Range(10, 20))
        {
            var caller = lab.OpenCaller(from: lab.AddCaller(number));
            Send(caller, $"{number}");
            Assert.Equal([$"{number}"], QueueLab.Receive(callee, 1), StringComparer.Ordinal);
            callee.SendTo(Encoding.ASCII.GetBytes($"{number}"), caller.LocalEndPoint!);
            Assert.Equal([$"{number}"], QueueLab.Receive(caller, 1), StringComparer.Ordinal);
        }

        var seen = workers.Select(worker => worker.Stop().Select(text => text.Text).ToList()).ToList();
        Assert.Equal(40, seen.Sum(texts => texts.Count));
        Assert.True(seen.Count(texts => texts.Count > 0) > 1);
        Assert.All(seen.SelectMany(texts => texts.GroupBy(text => text, StringComparer.Ordinal)), call => Assert.Equal(2, call.Count()));
    }

    [Fact]
    public void A_frame_that_nobody_concluded_passes_when_the_next_is_read()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        Send(lab.OpenCaller(), "forgotten", "bad");
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        Assert.True(source.TryRead(out _));
        Assert.Equal(["bad"], QueueWorker.Drain(source, DropBad).Select(seen => seen.Text), StringComparer.Ordinal);
        Assert.Equal(["forgotten"], QueueLab.Receive(callee), StringComparer.Ordinal);
    }

    [Fact]
    public void A_packet_allocates_nothing()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        _ = lab.OpenCallee();
        var caller = lab.OpenCaller();
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"{i}")];
        Send(caller, texts);
        Assert.Equal(200, Judge(source).Read);
        Send(caller, texts);
        Assert.Equal((200, 0), Judge(source));
    }

    [Fact]
    public void A_wait_without_traffic_ends_when_it_shall()
    {
        using var lab = new QueueLab();
        var source = lab.Open();
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(source.Wait(TimeSpan.FromMilliseconds(100)));
        Assert.InRange(started.ElapsedMilliseconds, 90, 5_000);
        Assert.False(source.TryRead(out _));
        Assert.False(source.TryRead(out _));
    }

    [Fact]
    public void A_queue_that_another_has_is_refused()
    {
        using var lab = new QueueLab();
        _ = lab.Open(new() { Queue = 7 });
        var fault = Assert.Throws<IOException>(() => lab.Open(new() { Queue = 7 }));
        Assert.Equal("Queue 7 is taken by another program or another run of sipids.", fault.Message);
    }

    [Fact]
    public void A_missing_right_is_named()
    {
        using var lab = new QueueLab();
        var fault = Assert.Throws<IOException>(() => lab.WithoutRights(() => new NfQueueSource(new())));
        Assert.Equal("Queue 0 cannot be opened: that takes the right CAP_NET_ADMIN, which root has.", fault.Message);
    }

    private static (int Read, long Allocated) Judge(NfQueueSource source)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = 0;
        while (source.Wait(TimeSpan.FromMilliseconds(200)))
        {
            while (source.TryRead(out _))
            {
                source.Conclude(read++ % 3 == 0 ? Verdict.Drop : Verdict.Pass);
            }
        }

        return (read, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    internal static Verdict DropBad(string text) => text.StartsWith("bad", StringComparison.Ordinal) ? Verdict.Drop : Verdict.Pass;

    internal static void Send(Socket socket, params string[] texts)
    {
        foreach (var text in texts)
        {
            Assert.Equal(text.Length, socket.Send(Encoding.ASCII.GetBytes(text)));
        }
    }

    private static Timestamp Now() => new((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100);
}
