namespace SipIds.Preprocessors.Tests.Syntax;

/// <summary>RFC 4475: which events of this family each message raises. Faults inside field values belong to other families.</summary>
public sealed class TortureTests
{
    private static readonly Dictionary<string, string> s_events = new(StringComparer.Ordinal)
    {
        // Legal, and read differently by some.
        ["wsinv"] = "(1011)",
        ["longreq"] = "(1011)",
        ["dblreq"] = "(1011)",

        // Not legal. The archive's baddn ends without an empty line.
        ["clerr"] = "1004",
        ["ncl"] = "1004",
        ["scalar02"] = "(1002)",
        ["scalarlg"] = "(1002)",
        ["ltgtruri"] = "1005",
        ["lwsruri"] = "1005",
        ["lwsstart"] = "1001",
        ["trws"] = "1001",
        ["escruri"] = "1005",
        ["baddate"] = "(1002)",
        ["baddn"] = "1002",
        ["badvers"] = "1003",
        ["bigcode"] = "1008",
        ["mcl01"] = "1011",
        ["test"] = "1001 1002 1009 (1011)",
    };

    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(Folder, "*.dat").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "corpus", "rfc4475");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_torture_message_raises_exactly_its_events(string name)
    {
        var payload = File.ReadAllBytes(Path.Combine(Folder, name + ".dat"));
        Assert.Equal(s_events.GetValueOrDefault(name, ""), new SyntaxDriver().See(payload));
    }

    [Fact]
    public void The_archive_is_whole() => Assert.Equal(50, Names.Count);
}
