using SipIds.Host.Files;

namespace SipIds.Host.Locks;

/// <summary>Says to other runs that a file is written by this one: by a locked file beside it, so that rotation changes nothing. The lock ends with the process, however it ends.</summary>
internal static class FileLock
{
    // What flock says of a file that somebody else holds: EWOULDBLOCK.
    private const int Held = 11;

    /// <summary>Takes the lock of a file that is to be written.</summary>
    /// <param name="path">The file; null, empty, <c>-</c> or a device for none.</param>
    /// <returns>What holds the lock; null where there is nothing to lock, or no file can be made beside it.</returns>
    /// <exception cref="IOException">Another run writes it; the message is a sentence for a person.</exception>
    public static IDisposable? Take(string? path)
    {
        if (path is null or "" or "-" || OverwriteGuard.IsDevice(path) || OperatingSystem.IsWindows())
        {
            return null;
        }

        var target = OverwriteGuard.RealPath(path);
        var beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.lock");
        try
        {
            return TryOpen(beside);
        }
        catch (IOException fault) when (fault.HResult == Held)
        {
            throw new IOException($"'{path}' is being written by another run of sipids; name another file, or end that run.", fault);
        }
    }

    // Where this fails for another reason the file itself cannot be written either, which is said when it is opened.
    private static FileStream? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (UnauthorizedAccessException)
        {
            return TryOpenOfAnother(path);
        }
        catch (IOException fault) when (fault.HResult != Held)
        {
            return null;
        }
    }

    private static FileStream Open(string path)
    {
        while (true)
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            if (File.Exists(path))
            {
                return file;
            }

            // The run that held it before took it away between the opening and the locking.
            file.Dispose();
        }
    }

    // Another user's lock can be asked for by whoever may read it.
    private static FileStream? TryOpenOfAnother(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException || (fault is IOException && fault.HResult != Held))
        {
            return null;
        }
    }
}
