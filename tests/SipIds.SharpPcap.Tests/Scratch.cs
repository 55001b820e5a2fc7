namespace SipIds.SharpPcap.Tests;

/// <summary>A folder of its own for a test, gone after it.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipids-test-");

    /// <summary>Writes a capture and returns its path.</summary>
    public string Write(ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder.FullName, "test.pcap");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
