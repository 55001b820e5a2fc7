using Microsoft.Win32.SafeHandles;

namespace SipIds.Outputs.Streams;

/// <summary>Opens standard output so that a reader who went away is noticed.</summary>
internal static class StandardOutput
{
    public const string Name = "standard output";

    /// <summary>Opens it; closing the stream leaves it open for others.</summary>
    /// <remarks>
    /// The console's stream hides a closed pipe, a file stream reports it. Into a file the console's stream is right:
    /// it shares the position with what goes to standard error there.
    /// </remarks>
    public static Stream Open()
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.OpenStandardOutput();
        }

        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        if (!stream.CanSeek)
        {
            return stream;
        }

        stream.Dispose();
        return Console.OpenStandardOutput();
    }
}
