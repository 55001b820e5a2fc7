namespace SipIds.Plugins.Tests;

/// <summary>Where things are that tests read and run.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo s_own = new(AppContext.BaseDirectory);

    /// <summary>The folder of <c>SipIds.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>The configuration that the tests were built in.</summary>
    public static string Configuration => s_own.Name;

    /// <summary>What a project was built to.</summary>
    public static string Built(string project, string file) => Path.Combine(s_own.Parent!.Parent!.FullName, project, Configuration, file);

    private static string Find()
    {
        var directory = s_own;
        while (!File.Exists(Path.Combine(directory.FullName, "SipIds.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return directory.FullName;
    }
}
