using System.Diagnostics;
using System.Text;

namespace SipIds.LiveTests.Lab;

/// <summary>A program that runs beside the test, with what it writes. It is killed when it is disposed.</summary>
internal sealed class RunningProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private RunningProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => TextOf(_output);

    public string Errors => TextOf(_errors);

    public static RunningProcess Start(string program, IEnumerable<string> arguments, string folder) => new(Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        WorkingDirectory = folder,
    })!);

    /// <summary>Sends a signal: <c>TERM</c>, <c>HUP</c>, <c>KILL</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end and returns the exit status.</summary>
    public int WaitForEnd()
    {
        Assert.True(_process.WaitForExit(s_patience), $"{_process.StartInfo.FileName} does not end. {Errors}{Output}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Waits for something that the program brings about.</summary>
    public void Eventually(Func<bool> holds)
    {
        var since = Stopwatch.GetTimestamp();
        using var never = new ManualResetEventSlim();
        while (!holds())
        {
            Assert.True(!_process.HasExited && Stopwatch.GetElapsedTime(since) < s_patience, $"It does not come about. {Errors}{Output}");
            never.Wait(TimeSpan.FromMilliseconds(20));
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string TextOf(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
