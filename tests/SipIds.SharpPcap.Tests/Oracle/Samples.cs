using SipIds.Capture.PcapFile;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>The captures of the corpus, as they stand beside the tests.</summary>
internal static class Samples
{
    private const int FramesOfEach = 20;

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "corpus");

    /// <summary>Their paths, below the corpus.</summary>
    public static IEnumerable<string> Captures => Directory.GetFiles(s_folder, "*.pcap*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(s_folder, path))
        .Order(StringComparer.Ordinal);

    /// <summary>Some frames of each.</summary>
    public static IReadOnlyList<SampleFrame> Take() => [.. Captures.SelectMany(capture => Read(capture).Take(FramesOfEach))];

    /// <summary>The frames of one, as far as it is whole.</summary>
    public static IEnumerable<SampleFrame> Read(string capture)
    {
        using var source = CaptureFile.Open(Path.Combine(s_folder, capture));
        while (TryRead(source, out var frame))
        {
            yield return frame;
        }
    }

    private static bool TryRead(CaptureFileSource source, out SampleFrame sample)
    {
        sample = default;
        try
        {
            if (!source.TryRead(out var frame))
            {
                return false;
            }

            sample = new(frame.Time, frame.Link, frame.OriginalLength, frame.Bytes.ToArray());
            return true;
        }
        catch (IOException)
        {
            // Some cases are about captures that end in the middle.
            return false;
        }
    }
}
