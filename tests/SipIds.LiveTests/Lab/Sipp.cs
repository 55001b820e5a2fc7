using System.Globalization;
using SipIds.Capture.Tests.Lab;

namespace SipIds.LiveTests.Lab;

/// <summary>SIPp making calls.</summary>
internal sealed class CallingSipp(RunningProcess process)
{
    public bool HasEnded => process.HasExited;

    public SippResult WaitForEnd() => new(process.WaitForEnd(), process.Output + process.Errors);
}

/// <summary>How calls went: SIPp ends with 0 if all succeeded, with 1 if one did not.</summary>
internal sealed record SippResult(int Code, string Screen)
{
    public void AssertAllSucceeded() => Assert.True(Code == 0, $"SIPp ended with {Code}. {Screen}");
}

/// <summary>SIPp answering calls.</summary>
internal sealed class AnsweringSipp(RunningProcess process, string statistics, int port = 5060)
{
    /// <summary>How many calls have arrived, as SIPp itself counts them once a second.</summary>
    public int Arrived
    {
        get
        {
            var lines = File.Exists(statistics) ? File.ReadAllLines(statistics) : [];
            var column = lines.Length > 1 ? Array.IndexOf(lines[0].Split(';'), "IncomingCall(C)") : -1;
            return column < 0 ? 0 : int.Parse(lines[^1].Split(';')[column], CultureInfo.InvariantCulture);
        }
    }

    public void WaitUntilListening(NetworkLab network) =>
        process.Eventually(() => network.Exec(CallLab.Callee, "ss -lunt").Contains($":{port} ", StringComparison.Ordinal));

    /// <summary>Waits until the count is what it should be, or for so long that it will not be.</summary>
    public void Eventually(Func<bool> holds) => process.Eventually(holds);
}
