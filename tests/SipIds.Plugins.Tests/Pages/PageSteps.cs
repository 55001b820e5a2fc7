using System.Text;
using System.Text.RegularExpressions;

namespace SipIds.Plugins.Tests.Pages;

/// <summary>A page whose blocks are what its reader does: commands that are run, files that are written, and what is then to be seen.</summary>
internal sealed partial class PageSteps
{
    private readonly StringBuilder _script = new("set -e\n");
    private readonly List<(int Step, string Line)> _expected = [];
    private int _steps;

    private PageSteps(string text, string? program)
    {
        foreach (Match block in Block().Matches(text))
        {
            var language = block.Groups["language"].Value;
            if (program is null || language != "sh")
            {
                Add(language, block.Groups["file"].Value, block.Groups["text"].Value);
            }
        }

        if (program is not null)
        {
            Add("sh", "", program);
        }
    }

    /// <summary>The steps of a page in <c>docs</c>.</summary>
    /// <param name="page">The page.</param>
    /// <param name="program">What runs the program that the page has its reader write; null where the page says so itself.</param>
    public static PageSteps Of(string page, string? program = null) => new(File.ReadAllText(Path.Combine(Repository.Root, "docs", page)), program);

    /// <summary>Does as the page says in a folder, and demands to see what it shows.</summary>
    public void Run(string folder, IReadOnlyDictionary<string, string> environment)
    {
        var run = ShellRun.Of(_script.ToString(), folder, environment);
        Assert.True(run.Code == 0, $"a step failed:\n{run.Output}\n{run.Errors}");
        var outputs = run.Output.Split('\x1E');
        Assert.NotEmpty(_expected);
        Assert.All(_expected, expected => Assert.Contains(expected.Line.Trim(), outputs[Math.Max(expected.Step, 1)], StringComparison.Ordinal));
    }

    private void Add(string language, string file, string text)
    {
        if (language == "sh")
        {
            // A record separator before the output of each step tells the steps apart.
            _steps++;
            _script.Append("printf '\\036'\n").Append(text);
        }
        else if (file.Length > 0)
        {
            _script.Append($"cat > '{file}' <<'END-OF-FILE'\n{text}END-OF-FILE\n");
        }
        else if (language == "text")
        {
            _expected.AddRange(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (_steps, line)));
        }
    }

    [GeneratedRegex(@"(`(?<file>[^`\n]+)`:\n\n)?```(?<language>[a-z]+)\n(?<text>.*?)```\n", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
