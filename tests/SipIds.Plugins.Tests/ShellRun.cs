using System.Diagnostics;

namespace SipIds.Plugins.Tests;

/// <summary>A program that ran to its end.</summary>
internal sealed record ShellRun(int Code, string Output, string Errors)
{
    /// <summary>Runs a script in which <c>sipids</c> is the built command.</summary>
    public static ShellRun Of(string script, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", script])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Repository.Built("SipIds.Host", "sipids"))}:{start.Environment["PATH"]}";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = Task.Run(process.StandardError.ReadToEnd);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }
}
