using System.Xml.Linq;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>The projects of the repository, as their files say it.</summary>
internal static class Projects
{
    private static readonly string[] s_folders = ["src", "tests", "benchmarks", "samples"];

    /// <summary>All of them, by their paths from the root.</summary>
    public static IEnumerable<string> All => s_folders.SelectMany(Repository.ProjectsIn).Order(StringComparer.Ordinal);

    /// <summary>The names of those in <c>src</c> that have a README and so become packages.</summary>
    public static IEnumerable<string> Packages =>
        Repository.ProjectsIn("src").Where(project => File.Exists(Repository.PathOf(Path.Combine(Path.GetDirectoryName(project)!, "README.md")))).Select(NameOf);

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    /// <summary>The names of the projects that one refers to.</summary>
    public static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference").Select(reference => NameOf(reference.Attribute("Include")!.Value));
}
