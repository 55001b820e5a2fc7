using SipIds.Capture.PcapFile;
using SipIds.Testing;

namespace SipIds.Host.Tests.CommandLine;

/// <summary>Captures whose packets stand in another order than they were sent in.</summary>
public sealed class OrderTests : IDisposable
{
    private static readonly SipBuilder s_options = SipBuilder.Request("OPTIONS", "sip:192.0.2.10");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void An_answer_before_its_request_accuses_nobody(int milliseconds)
    {
        var read = Program.Run("read", Capture(milliseconds));
        Assert.Contains("alerts      none", read.Lines, StringComparer.Ordinal);
        Assert.Contains("order       put into order of time 1", read.Lines, StringComparer.Ordinal);
    }

    [Fact]
    public void With_reorder_off_the_file_is_read_as_it_stands()
    {
        var read = Program.Run("read", Capture(2), "--set", "reorder=0s");
        Assert.Contains("over -0.002 s", read.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("order ", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_out_of_order_by_more_is_counted()
    {
        var read = Program.Run("read", Capture(200));
        Assert.Contains("order       out of order by more than 50 ms 1", read.Lines, StringComparer.Ordinal);
    }

    [Fact]
    public void What_passes_is_written_in_the_order_of_the_capture()
    {
        Program.Run("read", Capture(2), "--inline", "--passed", _scratch["passed.pcap"]);
        using var passed = CaptureFile.Open(_scratch["passed.pcap"]);
        Assert.True(passed.TryRead(out var first));
        Assert.Contains("SIP/2.0 200", System.Text.Encoding.Latin1.GetString(first.Bytes), StringComparison.Ordinal);
        Assert.True(passed.TryRead(out var second));
        Assert.Contains("OPTIONS sip:", System.Text.Encoding.Latin1.GetString(second.Bytes), StringComparison.Ordinal);
    }

    // The response stands first and was captured so many milliseconds after its request.
    private string Capture(int milliseconds)
    {
        var response = FrameBuilder.Udp("192.0.2.10:5060", "198.51.100.7:5060").Payload(SipBuilder.Response(200, s_options)).At(TimeSpan.FromMilliseconds(1000 + milliseconds));
        var request = FrameBuilder.Udp("198.51.100.7:5060", "192.0.2.10:5060").Payload(s_options).At(TimeSpan.FromMilliseconds(1000));
        return _scratch.Write("order.pcap", new CaptureBuilder().Add(response).Add(request).ToBytes());
    }
}
