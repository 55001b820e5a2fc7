using System.Text.Json;
using SipIds.Capture.PcapFile;
using SipIds.Host.Locks;

namespace SipIds.Host.Tests.CommandLine;

public sealed class OutputTests : IDisposable
{
    private const int Alerts = 100;

    private static readonly string s_capture = Repository.Capture("svmap_ports_options.pcap");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_log_that_another_run_writes_is_refused()
    {
        using var other = FileLock.Take(_scratch["eve.json"]);
        var read = Program.Run("read", Repository.Capture("svcrack_slow.pcap"), "--eve", _scratch["eve.json"]);
        Assert.Equal(2, read.Code);
        Assert.Contains("is being written by another run of sipids", read.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Eve_goes_into_a_file_beside_the_text()
    {
        var read = Program.Run("read", s_capture, "--eve", _scratch["eve.json"]);
        Assert.Contains("mandatory-scanner", read.Output, StringComparison.Ordinal);
        Assert.Equal(Alerts, File.ReadAllLines(_scratch["eve.json"]).Select(line => JsonDocument.Parse(line)).Count());
    }

    [Fact]
    public void A_second_run_adds_to_the_eve_file()
    {
        Program.Run("read", s_capture, "--eve", _scratch["eve.json"]);
        Program.Run("read", s_capture, "--eve", _scratch["eve.json"]);
        Assert.Equal(2 * Alerts, File.ReadAllLines(_scratch["eve.json"]).Length);
    }

    [Theory]
    [InlineData("--eve", "-")]
    [InlineData("--format", "json")]
    public void As_JSON_standard_output_is_one_object_a_line_and_nothing_else(string option, string value)
    {
        var read = Program.Run("read", s_capture, option, value);
        Assert.Equal(Alerts, read.Json.Count);
        Assert.All(read.Json, alert => Assert.Equal("alert", alert.GetProperty("event_type").GetString()));
        Assert.Empty(read.Errors);
    }

    [Fact]
    public void The_packet_log_opens_again_and_in_tshark()
    {
        Program.Run("read", s_capture, "--pcap-log", _scratch["log.pcap"]);
        Assert.Equal(Alerts / 2, Count(_scratch["log.pcap"]));
        Assert.Equal(Enumerable.Repeat("OPTIONS", Alerts / 2), Tshark.Run("-d", "udp.port==5050-5099,sip", "-r", _scratch["log.pcap"], "-T", "fields", "-e", "sip.Method"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("--eve")]
    [InlineData("--pcap-log")]
    public void A_full_disk_is_said_once_with_the_alerts_lost(string option)
    {
        var read = Program.Run("read", s_capture, option, "/dev/full");
        Assert.Equal(1, read.Code);
        Assert.Equal("sipids: /dev/full cannot be written: No space left on device; 100 alerts lost", Assert.Single(read.ErrorLines));
        Assert.Contains("SIP         51 messages", read.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read $1 --all | head -n 1")]
    [InlineData("read $1 --format json | head -n 1")]
    public void A_reader_who_goes_away_is_said_once(string command)
    {
        // Twenty times the capture is more than a pipe holds.
        var many = string.Join(' ', Enumerable.Repeat("$1", 20));
        var read = Program.Shell($"set -o pipefail; $sipids {command.Replace("$1", many, StringComparison.Ordinal)}", s_capture);
        Assert.Equal(1, read.Code);
        Assert.Single(read.Lines);
        Assert.Matches("^sipids: standard output cannot be written: Broken pipe; [0-9]+ alerts lost$", Assert.Single(read.ErrorLines));
    }

    [Theory]
    [InlineData("read $1 --all >/dev/full", "No space left on device; 100 alerts lost")]
    [InlineData("read $1 --all >&-", "100 alerts lost")]
    [InlineData("read $1 >/dev/full", "No space left on device")]
    [InlineData("events >/dev/full", "No space left on device")]
    [InlineData("config default >/dev/full", "No space left on device")]
    [InlineData("--help >/dev/full", "No space left on device")]
    public void Standard_output_that_cannot_be_written_is_said_once(string command, string reason)
    {
        var finished = Program.Shell($"$sipids {command}", s_capture);
        Assert.Equal(1, finished.Code);
        Assert.Contains(reason, Assert.Single(finished.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--eve")]
    [InlineData("--pcap-log")]
    public void An_output_that_cannot_be_opened_ends_with_2(string option)
    {
        var read = Program.Run("read", s_capture, option, _scratch["none/file"]);
        Assert.Equal(2, read.Code);
        Assert.Empty(read.Output);
        Assert.Contains("there is no directory", Assert.Single(read.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--eve")]
    [InlineData("--pcap-log")]
    public void The_input_is_not_overwritten(string option)
    {
        var input = _scratch.Write("input.pcap", File.ReadAllBytes(s_capture));
        File.CreateSymbolicLink(_scratch["link.pcap"], input);
        Assert.All([input, _scratch["link.pcap"], _scratch["./input.pcap"]], output => Assert.Equal(2, Program.Run("read", input, option, output).Code));
        Assert.Equal(File.ReadAllBytes(s_capture), File.ReadAllBytes(input));
    }

    private static int Count(string path)
    {
        using var source = CaptureFile.Open(path);
        var count = 0;
        while (source.TryRead(out _))
        {
            count++;
        }

        return count;
    }
}
