namespace SipIds.Outputs.Streams;

/// <summary>Opens log files so that lines are added to what is there.</summary>
internal static class AppendedFile
{
    public static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.Write,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
    });

    /// <summary>Whether a file ends without a line end, as one does whose writer was killed. Devices and pipes do not.</summary>
    public static bool EndsInsideLine(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length == 0)
            {
                return false;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            _ = stream.Seek(-1, SeekOrigin.End);
            return stream.ReadByte() != '\n';
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A log that may be written and not read: an empty line is the lesser evil.
            return true;
        }
    }
}
