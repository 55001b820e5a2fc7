using System.Text;
using Spectre.Console;

namespace SipIds.Host.Outputs;

/// <summary>Standard output on a terminal: alerts go above the progress bar while there is one.</summary>
internal sealed class TerminalStream : Stream
{
    private readonly Stream _terminal = Console.OpenStandardOutput();

    /// <summary>Whether alerts on standard output are coloured (https://no-color.org).</summary>
    public static bool UsesColours => !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>How wide a line of standard output may be: of a terminal as wide as it is, and otherwise as long as it likes.</summary>
    public static int WidthOfLines() => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? int.MaxValue : Console.WindowWidth;

    /// <summary>The console that draws the progress bar; null while there is none.</summary>
    public IAnsiConsole? Live { get; set; }

    /// <summary>Standard output, if it is a terminal.</summary>
    public static TerminalStream? Open() => Console.IsOutputRedirected ? null : new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    // The lines are printable already: what came from a packet was escaped by the output.
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Live is { } console)
        {
            console.Write(new ControlCode(Encoding.UTF8.GetString(buffer)));
        }
        else
        {
            _terminal.Write(buffer);
        }
    }

    public override void Flush() => _terminal.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
