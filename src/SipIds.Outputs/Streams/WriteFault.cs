namespace SipIds.Outputs.Streams;

/// <summary>Says in one sentence why something cannot be written.</summary>
internal static class WriteFault
{
    public static string Describe(string name, Exception fault) => $"{name} cannot be written: {Reason(name, fault)}";

    private static string Reason(string name, Exception fault) => fault switch
    {
        DirectoryNotFoundException => $"there is no directory '{Path.GetDirectoryName(name)}'",
        UnauthorizedAccessException when Directory.Exists(name) => "it is a directory",
        UnauthorizedAccessException => "permission denied",
        ObjectDisposedException => "it is closed",
        _ => WithoutPath(fault.Message),
    };

    // The framework's messages end with the path, which the sentence begins with already.
    private static string WithoutPath(string message)
    {
        var path = message.IndexOf(" : '", StringComparison.Ordinal);
        return path < 0 ? message : message[..path];
    }
}
