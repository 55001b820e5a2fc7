using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace SipIds.Capture.PcapFile;

/// <summary>Finds gzip (RFC 1952, of one or more members) by its first two bytes and unpacks it on the way.</summary>
internal static class Unpacking
{
    /// <summary>What a broken stream means, as a clause.</summary>
    public const string Fault = "its gzip data is cut short or damaged";

    private const int PipeBuffer = 64 * 1024;

    // Without this the framework takes a truncated gzip stream for a whole one.
    static Unpacking() => AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", true);

    /// <summary>The counted bytes of a stream, and its content without gzip; the second owns the first.</summary>
    public static (CountedStream Raw, Stream Content) Unpack(Stream stream)
    {
        var raw = new CountedStream(stream);
        return stream.CanSeek ? (raw, UnpackFile(stream, raw)) : (raw, UnpackPipe(raw));
    }

    private static Stream UnpackFile(Stream file, CountedStream raw)
    {
        Span<byte> first = stackalloc byte[2];
        var count = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        file.Position = 0;
        return IsGzip(first[..count]) ? Gunzip(raw) : raw;
    }

    private static Stream UnpackPipe(CountedStream raw)
    {
        // A pipe cannot be wound back; its reader lets us look without taking.
        var reader = PipeReader.Create(raw, new StreamPipeReaderOptions(bufferSize: PipeBuffer, minimumReadSize: PipeBuffer / 4));
        var start = reader.ReadAtLeastAsync(2).AsTask().GetAwaiter().GetResult().Buffer;
        Span<byte> first = stackalloc byte[2];
        var count = (int)Math.Min(start.Length, first.Length);
        start.Slice(0, count).CopyTo(first);
        reader.AdvanceTo(start.Start);
        var content = reader.AsStream();
        return IsGzip(first[..count]) ? Gunzip(content) : content;
    }

    private static GZipStream Gunzip(Stream stream) => new(stream, CompressionMode.Decompress);

    private static bool IsGzip(ReadOnlySpan<byte> first) => first is [0x1F, 0x8B];
}
