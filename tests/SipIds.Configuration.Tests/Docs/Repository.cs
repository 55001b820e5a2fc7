namespace SipIds.Configuration.Tests.Docs;

/// <summary>The checked-in files that tests keep in step with the code.</summary>
internal static class Repository
{
    private const string UpdateVariable = "SIPIDS_UPDATE_DOCS";

    private static readonly string s_root = FindRoot();
    private static readonly string[] s_folders = ["", "docs"];

    /// <summary>Whether generated files are to be written instead of compared.</summary>
    public static bool IsUpdating => Environment.GetEnvironmentVariable(UpdateVariable) == "1";

    /// <summary>What to do about a generated file that is not in step.</summary>
    public static string UpdateAdvice => $"run this test once with {UpdateVariable}=1 and commit the file";

    public static string PathOf(string file) => Path.Combine(s_root, file);

    public static string Read(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The names of what stands in a folder.</summary>
    public static IEnumerable<string> FoldersIn(string folder) => new DirectoryInfo(PathOf(folder)).EnumerateDirectories().Select(d => d.Name);

    /// <summary>The projects below a folder, by their paths from the root.</summary>
    public static IEnumerable<string> ProjectsIn(string folder) =>
        Directory.EnumerateFiles(PathOf(folder), "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(s_root, path));

    /// <summary>The Markdown files at the root and in <c>docs</c>, by their path from the root.</summary>
    public static IEnumerable<string> MarkdownFiles() =>
        s_folders
            .SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), "*.md"))
            .Select(path => Path.GetRelativePath(s_root, path));

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SipIds.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return directory.FullName;
    }
}
