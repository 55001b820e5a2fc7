namespace SipIds.Core.Tests.Sip;

/// <summary>The messages under tests/corpus.</summary>
internal static class Corpus
{
    public static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(Folder(folder), name + ".dat"));

    public static IReadOnlyList<byte[]> All { get; } =
        [.. new[] { "rfc4475", "rfc5118" }.SelectMany(folder => Directory.GetFiles(Folder(folder), "*.dat").Order(StringComparer.Ordinal)).Select(File.ReadAllBytes)];

    private static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, "corpus", name);
}
