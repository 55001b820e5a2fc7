using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace SipIds.Capture.NfQueue;

/// <summary>One command of the firewall, to be run or to be shown.</summary>
/// <param name="Program">The program, found by the search path.</param>
/// <param name="Arguments">Its arguments, one by one; no shell reads them.</param>
public sealed record FirewallCommand(string Program, IReadOnlyList<string> Arguments)
{
    private const int NoSuchFile = 2;

    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:/=");

    /// <summary>The command as a person types it into a shell.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quote));

    /// <summary>Runs it.</summary>
    /// <returns>Null if it succeeded, else what it said of its failure, or that there is no such program.</returns>
    internal string? Run() => Run(out _);

    /// <summary>Runs it and takes what it writes.</summary>
    /// <param name="output">What it wrote to standard output; as much as there was if it failed.</param>
    /// <returns>Null if it succeeded, else what it said of its failure, or that there is no such program.</returns>
    internal string? Run(out string output)
    {
        output = "";
        try
        {
            var start = new ProcessStartInfo(Program, Arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start);
            if (process is null)
            {
                return $"{Program} does not start";
            }

            var said = new StringBuilder();
            var written = new StringBuilder();
            process.OutputDataReceived += (_, line) => written.Append(line.Data).Append('\n');
            process.ErrorDataReceived += (_, line) => said.Append(line.Data).Append(' ');
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            output = written.ToString();
            return process.ExitCode == 0 ? null : $"{Program}: {said.ToString().Trim()}";
        }
        catch (Win32Exception fault) when (fault.NativeErrorCode == NoSuchFile)
        {
            return $"{Program} is not installed";
        }
        catch (Win32Exception fault)
        {
            return $"{Program}: {fault.Message}";
        }
    }

    private static string Quote(string argument) =>
        argument.Length > 0 && !argument.AsSpan().ContainsAnyExcept(s_plain) ? argument : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
