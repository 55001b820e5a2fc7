using System.Diagnostics;
using System.Runtime.CompilerServices;
using SipIds.Capture.NfQueue;

namespace SipIds.Capture.Tests.NfQueue;

/// <summary>A second process of this program, which opens queue 0 and reads nothing until it is killed.</summary>
internal static class QueueChild
{
    private const string Mark = "SIPIDS_TEST_QUEUE_CHILD";

    public static Process Start()
    {
        var assembly = typeof(QueueChild).Assembly.Location;
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", assembly])
        {
            Environment = { [Mark] = "1" },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
    }

    [ModuleInitializer]
    internal static void Run()
    {
        if (Environment.GetEnvironmentVariable(Mark) is null)
        {
            return;
        }

        using var source = new NfQueueSource(new());
        Console.WriteLine("ready");
        new ManualResetEvent(initialState: false).WaitOne();
    }
}
