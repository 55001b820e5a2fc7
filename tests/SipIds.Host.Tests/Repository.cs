namespace SipIds.Host.Tests;

/// <summary>Where the files are that tests read.</summary>
internal static class Repository
{
    /// <summary>The folder of <c>SipIds.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>A capture in <c>tests/corpus/captures</c>.</summary>
    public static string Capture(string name) => Path.Combine(Corpus("captures"), name);

    /// <summary>A folder of <c>tests/corpus</c>.</summary>
    public static string Corpus(string folder) => Path.Combine(Root, "tests", "corpus", folder);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SipIds.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return directory.FullName;
    }
}
