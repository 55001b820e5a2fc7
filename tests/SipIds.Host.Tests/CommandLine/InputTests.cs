using System.IO.Compression;
using System.Runtime.Versioning;

namespace SipIds.Host.Tests.CommandLine;

public sealed class InputTests : IDisposable
{
    private static readonly string s_capture = Repository.Capture("svcrack_slow.pcap");
    private static readonly byte[] s_bytes = File.ReadAllBytes(s_capture);

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_capture_is_read_and_summed_up()
    {
        var read = Program.Run("read", s_capture, "--all");
        Assert.Equal(0, read.Code);
        Assert.Empty(read.Errors);
        Assert.Equal(86, read.Lines.Count(line => line.Contains("[140:20", StringComparison.Ordinal) && line.Contains('→', StringComparison.Ordinal)));
        Assert.Contains(read.Lines, line => line.StartsWith("SIP         86 messages", StringComparison.Ordinal));
        Assert.Contains(read.Lines, line => line.StartsWith("packets     86 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_missing_ends_with_3() => ExpectUnreadable(_scratch["none.pcap"], "There is no file");

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_file_in_a_folder_that_may_not_be_searched_ends_with_3()
    {
        // Root may search every folder; root without its capabilities may not.
        string[] asUser = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] : ["env"];
        Directory.CreateDirectory(_scratch["closed"], UnixFileMode.None);
        ExpectUnreadable(Program.Start(asUser[0], [.. asUser[1..], Program.SipIds, "read", _scratch["closed/capture.pcap"]], []), "may not be read by this user");
    }

    [Fact]
    public void A_directory_ends_with_3() => ExpectUnreadable(Path.GetDirectoryName(s_capture)!, "is a directory");

    [Fact]
    public void An_empty_file_ends_with_3() => ExpectUnreadable(_scratch.Write("empty.pcap", []), "is empty");

    [Fact]
    public void A_text_file_ends_with_3() => ExpectUnreadable(_scratch.Write("notes.txt", "These are not the packets you are looking for.\n"), "seems to be text");

    [Fact]
    public void A_foreign_format_ends_with_3() => ExpectUnreadable(_scratch.Write("program", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]), "program");

    [Fact]
    public void A_file_header_that_is_cut_ends_with_3() => ExpectUnreadable(_scratch.Write("head.pcap", s_bytes.AsSpan(0, 20)), "cut short");

    [Fact]
    public void Of_a_capture_that_is_cut_all_before_the_cut_is_read()
    {
        var read = Program.Run("read", _scratch.Write("cut.pcap", s_bytes.AsSpan(0, 10_000)));
        Assert.Equal(0, read.Code);
        Assert.Contains("ends in the middle of packet 18: it was cut short", Assert.Single(read.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(read.Lines, line => line.StartsWith("packets     17 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_gzip_that_is_cut_all_before_the_cut_is_read()
    {
        var packed = Gzip(s_bytes);
        var read = Program.Run("read", _scratch.Write("cut.pcap.gz", packed.AsSpan(0, packed.Length / 2)));
        Assert.Equal(0, read.Code);
        Assert.Contains("its gzip data is cut short or damaged", Assert.Single(read.ErrorLines), StringComparison.Ordinal);
        Assert.Contains("mandatory-scanner", read.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_file_that_cannot_be_read_the_others_are()
    {
        var read = Program.Run("read", s_capture, _scratch["none.pcap"], s_capture);
        Assert.Equal(3, read.Code);
        Assert.Contains("none.pcap", Assert.Single(read.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(read.Lines, line => line.StartsWith("packets     172 ", StringComparison.Ordinal));
    }

    [Fact]
    public void Standard_input_is_read() => Assert.Contains("SIP         86 messages", Program.RunOn(s_bytes, "read", "-").Output, StringComparison.Ordinal);

    [Fact]
    public void Standard_input_is_unpacked() => Assert.Contains("SIP         86 messages", Program.RunOn(Gzip(s_bytes), "read", "-").Output, StringComparison.Ordinal);

    [Fact]
    public void Empty_standard_input_ends_with_3()
    {
        var read = Program.RunOn([], "read", "-");
        Assert.Equal(3, read.Code);
        Assert.Contains("standard input is empty", read.Errors, StringComparison.Ordinal);
    }

    private static void ExpectUnreadable(string path, string reason) => ExpectUnreadable(Program.Run("read", path), reason);

    private static void ExpectUnreadable(Finished read, string reason)
    {
        Assert.Equal(3, read.Code);
        Assert.Empty(read.Output);
        Assert.Contains(reason, Assert.Single(read.ErrorLines), StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
