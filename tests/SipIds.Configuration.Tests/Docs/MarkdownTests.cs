using System.Text.RegularExpressions;

namespace SipIds.Configuration.Tests.Docs;

public sealed partial class MarkdownTests
{
    public static TheoryData<string> Pages => [.. Repository.MarkdownFiles()];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathOf(page))!;

        Assert.DoesNotContain(RelativeLinks(Repository.Read(page)), link => !Path.Exists(Path.Combine(folder, link)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_line_ends_in_a_blank(string page) =>
        Assert.DoesNotContain(Repository.Read(page).Split('\n'), line => line.EndsWith(' ') || line.EndsWith('\t') || line.EndsWith('\r'));

    [Fact]
    public void The_architecture_names_every_project()
    {
        var page = Repository.Read("docs/architecture.md");

        Assert.DoesNotContain(Repository.FoldersIn("src"), project => !page.Contains(project, StringComparison.Ordinal));
    }

    [Fact]
    public void The_README_has_at_most_900_words() =>
        Assert.InRange(Repository.Read("README.md").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 900);

    private static IEnumerable<string> RelativeLinks(string text) =>
        Link().Matches(text)
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();
}
