namespace SipIds.Capture.Tests.NfQueue;

[Trait("takes", "long")]
public class OverloadTests
{
    private const int Sent = 2_000;
    private static readonly string[] s_texts = [.. Enumerable.Range(0, Sent).Select(i => $"{i}")];

    [Fact]
    public void What_finds_no_room_in_the_buffer_passes_and_is_counted()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open(new() { BufferBytes = 100_000 });
        var callee = lab.OpenCallee();
        var caller = lab.OpenCaller();
        NfQueueSourceTests.Send(caller, s_texts);
        var passed = QueueLab.Receive(callee).Count;
        Assert.InRange(passed, 1, Sent - 1);
        var inspected = QueueWorker.Drain(source).Count;
        NfQueueSourceTests.Send(caller, "last");
        Assert.Equal("last", Assert.Single(QueueWorker.Drain(source)).Text);
        Assert.Equal(Sent - passed + 1, QueueLab.Receive(callee).Count);
        Assert.Equal(Sent - passed, inspected);
        Assert.Equal(new() { Received = inspected + 1, Bypassed = passed }, source.Counters);
    }

    [Theory]
    [InlineData(100_000, 65_536)]
    [InlineData(8 << 20, 100)]
    public void Without_fail_open_what_finds_no_room_is_dropped_and_counted(int buffer, int length)
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open(new() { BufferBytes = buffer, Length = length, FailOpen = false });
        var callee = lab.OpenCallee();
        NfQueueSourceTests.Send(lab.OpenCaller(), s_texts);
        Assert.Empty(QueueLab.Receive(callee));
        var inspected = QueueWorker.Drain(source).Count;
        Assert.InRange(inspected, 1, Sent - 1);
        Assert.Equal(inspected, QueueLab.Receive(callee).Count);
        Assert.Equal(new() { Received = inspected, KernelDrops = Sent - inspected }, source.Counters);
    }

    [Fact]
    public void A_full_queue_lets_pass_what_comes()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open(new() { Length = 100 });
        var callee = lab.OpenCallee();
        NfQueueSourceTests.Send(lab.OpenCaller(), s_texts);
        Assert.Equal(Sent - 100, QueueLab.Receive(callee).Count);
        Assert.Equal(100, QueueWorker.Drain(source).Count);
        Assert.Equal(100, QueueLab.Receive(callee).Count);
    }
}
