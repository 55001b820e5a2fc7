using System.Diagnostics;

namespace SipIds.Host.Tests.CommandLine;

/// <summary>Runs programs as a user does.</summary>
internal static class Program
{
    /// <summary>The built command. Its folder is beside this one's, under the same configuration.</summary>
    public static string SipIds { get; } = FindSipIds();

    /// <summary>Runs <c>sipids</c>.</summary>
    public static Finished Run(params string[] arguments) => Start(SipIds, arguments, []);

    /// <summary>Runs <c>sipids</c> with something on standard input.</summary>
    public static Finished RunOn(byte[] input, params string[] arguments) => Start(SipIds, arguments, input);

    /// <summary>Runs a shell script in which <c>$sipids</c> is the command and <c>$1</c>, <c>$2</c> are the arguments.</summary>
    public static Finished Shell(string script, params string[] arguments) =>
        Start("/bin/bash", ["-c", $"sipids='{SipIds}'; {script}", "script", .. arguments], []);

    /// <summary>Runs any program.</summary>
    public static Finished Start(string program, IEnumerable<string> arguments, byte[] input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = Task.Run(process.StandardError.ReadToEnd);
        var feeding = Task.Run(() => Feed(process.StandardInput.BaseStream, input));
        var output = process.StandardOutput.ReadToEnd();
        Task.WaitAll(errors, feeding);
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }

    private static void Feed(Stream stream, byte[] input)
    {
        try
        {
            using (stream)
            {
                stream.Write(input);
            }
        }
        catch (IOException)
        {
            // It did not want to read all of it.
        }
    }

    private static string FindSipIds()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, "SipIds.Host", own.Name, "sipids");
        return File.Exists(path) ? path : throw new FileNotFoundException($"sipids is not built: there is no {path}");
    }
}
