namespace SipIds.Host.Files;

/// <summary>A file that is written at the end of a run or weeks after its start, as a whole: first beside it, with <c>.new</c> behind its name.</summary>
internal static class LateFile
{
    /// <summary>Tries at the start whether it can be written, so that nothing is measured in vain.</summary>
    /// <param name="path">The file; null or empty for none, <c>-</c> for standard output.</param>
    /// <exception cref="IOException">It cannot; the message is a sentence for a person.</exception>
    public static void Try(string? path)
    {
        if (path is null or "" or "-" || OverwriteGuard.IsDevice(path))
        {
            return;
        }

        var target = OverwriteGuard.RealPath(path);
        try
        {
            if (Directory.Exists(target))
            {
                throw new IOException("it is a directory");
            }

            File.Open(target + ".new", FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            File.Delete(target + ".new");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{path}' cannot be written: {Reason(target, fault)}.", fault);
        }
    }

    private static string Reason(string target, Exception fault) => fault switch
    {
        DirectoryNotFoundException => $"there is no directory '{Path.GetDirectoryName(target)}'",
        UnauthorizedAccessException => $"this user may not make files in '{Path.GetDirectoryName(target)}'",
        _ => fault.Message,
    };
}
