using SipIds.Capture.PcapFile;
using SipIds.Testing;

namespace SipIds.Host.Tests.Calls;

public sealed class PassedTests : IDisposable
{
    private static readonly SipBuilder s_broken = SipBuilder.Request("INVITE").ContentLength("wrong");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Frames_that_pass_are_written_whatever_they_hold()
    {
        var call = CallScript.Between("192.0.2.1", "192.0.2.2");
        new CaptureBuilder()
            .Add(call)
            .Add(FrameBuilder.Udp("192.0.2.1", "192.0.2.2").Payload(s_broken).At(TimeSpan.FromMinutes(1)))
            .Add(FrameBuilder.Udp("192.0.2.1:40000", "192.0.2.2:50000").Payload("no SIP").At(TimeSpan.FromMinutes(2)))
            .Save(_scratch["in.pcap"]);
        var read = CommandLine.Program.Run("read", _scratch["in.pcap"], "--inline", "--set", "action_drop=true", "--passed", _scratch["out.pcap"]);
        var written = Frames(_scratch["in.pcap"]);
        written.RemoveAt(call.ToPackets().Count);
        Assert.Equal(written, Frames(_scratch["out.pcap"]));
        Assert.Contains("passed      8 packets, 1 kept back", read.Lines, StringComparer.Ordinal);
        Assert.Contains("dropped     1 packets", read.Lines, StringComparer.Ordinal);
    }

    [Fact]
    public void Of_a_dropped_message_in_two_segments_the_last_is_kept_back()
    {
        var bytes = s_broken.Build();
        new CaptureBuilder()
            .Add(FrameBuilder.Tcp("192.0.2.1", "192.0.2.2").Sequence(1).Payload(bytes.AsSpan(0, 100)))
            .Add(FrameBuilder.Tcp("192.0.2.1", "192.0.2.2").Sequence(101).Payload(bytes.AsSpan(100)))
            .Save(_scratch["in.pcap"]);
        CommandLine.Program.Run("read", _scratch["in.pcap"], "--inline", "--set", "action_drop=true", "--passed", _scratch["out.pcap"]);
        Assert.Equal(Frames(_scratch["in.pcap"])[..1], Frames(_scratch["out.pcap"]));
    }

    [Fact]
    public void Of_a_replaced_message_the_frames_are_written_in_their_order()
    {
        var bytes = s_broken.ContentLength(0).Header("User-Agent", "friendly-scanner").Build();
        new CaptureBuilder()
            .Add(FrameBuilder.Tcp("192.0.2.1", "192.0.2.2").Sequence(1).Payload(bytes.AsSpan(0, 100)))
            .Add(FrameBuilder.Udp("192.0.2.1:40000", "192.0.2.2:50000").Payload("no SIP"))
            .Add(FrameBuilder.Tcp("192.0.2.1", "192.0.2.2").Sequence(101).Payload(bytes.AsSpan(100)))
            .Save(_scratch["in.pcap"]);
        CommandLine.Program.Run("read", _scratch["in.pcap"], "--inline", "--set", "action_drop=true", "--set", "proxy_ip=192.0.2.1", "--passed", _scratch["out.pcap"]);

        var (before, after) = (Frames(_scratch["in.pcap"]), Frames(_scratch["out.pcap"]));
        Assert.Equal([before[0].Length, before[1].Length, before[2].Length], after.Select(frame => frame.Length));
        Assert.Equal((true, true, true), (before[0] != after[0], before[1] == after[1], before[2] != after[2]));
    }

    [Fact]
    public void Without_inline_there_is_nothing_to_pass()
    {
        var read = CommandLine.Program.Run("read", Repository.Capture("svcrack_slow.pcap"), "--passed", _scratch["out.pcap"]);
        Assert.Equal(2, read.Code);
        Assert.Contains("--passed needs --inline", read.ErrorLines[0], StringComparison.Ordinal);
        Assert.False(File.Exists(_scratch["out.pcap"]));
    }

    [Fact]
    public void That_nothing_can_be_kept_back_without_action_drop_is_said() =>
        Assert.Contains(
            "passed      86 packets, 0 kept back; action_drop is not true, so nothing can be",
            CommandLine.Program.Run("read", Repository.Capture("svcrack_slow.pcap"), "--inline", "--passed", _scratch["out.pcap"]).Lines,
            StringComparer.Ordinal);

    [Fact]
    public void A_full_disk_is_said_once()
    {
        var read = CommandLine.Program.Run("read", Repository.Capture("svcrack_slow.pcap"), "--inline", "--passed", "/dev/full");
        Assert.Equal(1, read.Code);
        Assert.Equal(
            [
                "sipids: action_drop is false, so --inline drops nothing; --set action_drop=true drops",
                "sipids: /dev/full cannot be written: No space left on device; frames that passed are lost",
            ],
            read.ErrorLines);
    }

    [Fact]
    public void The_input_is_not_overwritten()
    {
        var input = _scratch.Write("in.pcap", File.ReadAllBytes(Repository.Capture("svcrack_slow.pcap")));
        Assert.Equal(2, CommandLine.Program.Run("read", input, "--inline", "--passed", input).Code);
        Assert.Equal(File.ReadAllBytes(Repository.Capture("svcrack_slow.pcap")), File.ReadAllBytes(input));
    }

    private static List<string> Frames(string path)
    {
        using var source = CaptureFile.Open(path);
        var frames = new List<string>();
        while (source.TryRead(out var frame))
        {
            frames.Add($"{frame.Time} {Convert.ToHexString(frame.Bytes)}");
        }

        return frames;
    }
}
