namespace SipIds.Host.Files;

/// <summary>Refuses to write an output into a capture that is being read, or two outputs into one file.</summary>
internal static class OverwriteGuard
{
    /// <exception cref="IOException">A path is named twice; the message is a sentence.</exception>
    public static void Check(IEnumerable<string> inputs, params IEnumerable<string?> outputs)
    {
        var taken = inputs.Where(file => file != "-").Select(RealPath).ToHashSet(StringComparer.Ordinal);
        foreach (var output in outputs)
        {
            if (output is { } and not "-" && !taken.Add(RealPath(output)) && !IsDevice(output))
            {
                throw new IOException($"'{output}' is named twice; it would be overwritten.");
            }
        }
    }

    /// <summary>Where a path leads to in the end.</summary>
    public static string RealPath(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What cannot be resolved cannot be opened either, and is said then.
            return Path.GetFullPath(path);
        }
    }

    /// <summary>Whether a path is a device: nothing is lost where two outputs go to /dev/null.</summary>
    public static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);
}
