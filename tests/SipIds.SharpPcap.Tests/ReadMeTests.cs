namespace SipIds.SharpPcap.Tests;

public sealed class ReadMeTests
{
    [Fact]
    public void The_example_of_the_README_is_the_code_that_compiles()
    {
        var shown = Read("README.md").Split("<!-- The test project compiles this. -->\n```csharp\n")[1].Split("```")[0];
        var compiled = string.Concat(Read("Example.cs").Split('\n').Select(line => (line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line) + "\n"));
        Assert.Contains(shown, compiled, StringComparison.Ordinal);
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, name)).ReplaceLineEndings("\n");
}
