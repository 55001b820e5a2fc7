using System.IO.Compression;
using SipIds.Capture.PcapFile;
using SipIds.Packets;

namespace SipIds.Capture.Tests.PcapFile;

/// <summary>One frame, kept.</summary>
internal sealed record Kept(long Number, LinkType Link, long Nanoseconds, int OriginalLength, byte[] Bytes);

/// <summary>Everything that a capture gives.</summary>
internal sealed record Reading(List<Kept> Frames, string? Warning)
{
    public static Reading Of(byte[] file) => Of(new MemoryStream(file));

    public static Reading Of(Stream stream)
    {
        using var source = CaptureFile.Open(stream, "test.pcap");
        return Of(source);
    }

    public static Reading Of(CaptureFileSource source)
    {
        var frames = new List<Kept>();
        while (source.TryRead(out var frame))
        {
            frames.Add(new(frame.Number, frame.Link, frame.Time.Nanoseconds, frame.OriginalLength, frame.Bytes.ToArray()));
        }

        return new(frames, source.Warning);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The path of a capture of the corpus.</summary>
    public static string Corpus(string name) => Path.Combine(AppContext.BaseDirectory, "corpus", "captures", name);

    public void ShouldEqual(Reading other)
    {
        Assert.Equal(other.Warning, Warning);
        Assert.Equal<string[]>([.. other.Frames.Select(Describe)], [.. Frames.Select(Describe)]);
    }

    private static string Describe(Kept frame) =>
        $"{frame.Number} {frame.Link} {frame.Nanoseconds} {frame.OriginalLength} {Convert.ToHexString(frame.Bytes)}";
}
