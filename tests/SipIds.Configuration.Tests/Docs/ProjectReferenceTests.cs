namespace SipIds.Configuration.Tests.Docs;

/// <summary>Every arrow of code points to Core.</summary>
public sealed class ProjectReferenceTests
{
    // Who may refer to more than Core, and to what.
    private static readonly Dictionary<string, string[]> s_exceptions = new(StringComparer.Ordinal)
    {
        ["SipIds.Core"] = [],
        ["SipIds.Host"] = ["SipIds.Core", "SipIds.Capture", "SipIds.Configuration", "SipIds.Outputs", "SipIds.Preprocessors", "SipIds.SharpPcap"],
        ["SipIds.Testing"] = ["SipIds.Core", "SipIds.Capture"],
    };

    public static TheoryData<string> Sources => [.. Repository.ProjectsIn("src")];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_project_refers_to_the_contract_and_to_no_neighbour(string project)
    {
        var allowed = s_exceptions.GetValueOrDefault(Projects.NameOf(project), ["SipIds.Core"]);
        Assert.Empty(Projects.ReferencesOf(project).Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void No_exception_is_there_for_nothing()
    {
        var used = Repository.ProjectsIn("src").ToDictionary(Projects.NameOf, Projects.ReferencesOf, StringComparer.Ordinal);
        Assert.All(s_exceptions, exception => Assert.Empty(exception.Value.Except(used[exception.Key], StringComparer.Ordinal)));
    }

    public static TheoryData<string> Samples => [.. Repository.ProjectsIn("samples").Where(project => Projects.NameOf(project) != "Embedding")];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_of_a_plugin_refers_to_the_contract_alone(string project) =>
        Assert.Equal("SipIds.Core", Assert.Single(Projects.ReferencesOf(project)));

    public static TheoryData<string> All => [.. Projects.All];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_project_is_in_the_solution_that_is_built_and_tested(string project) =>
        Assert.Contains($"\"{project.Replace('/', '\\')}\"", Repository.Read("SipIds.sln"), StringComparison.Ordinal);
}
