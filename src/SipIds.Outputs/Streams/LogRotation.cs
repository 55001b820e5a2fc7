using System.Globalization;

namespace SipIds.Outputs.Streams;

/// <summary>When a log file has had enough, and the moving of full files: PATH becomes PATH.1, PATH.1 becomes PATH.2, and the last is deleted.</summary>
internal sealed class LogRotation
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly LogFileOptions _options;
    private readonly TimeProvider _clock;
    private readonly bool _isDevice;
    private long _slot;
    private DateTimeOffset _notBefore;

    public LogRotation(string path, LogFileOptions options, TimeProvider clock)
    {
        _path = path;
        _options = options;
        _clock = clock;
        _isDevice = Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);
        Begin();
    }

    /// <summary>Why the last attempt failed, in one sentence; null if it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the file is full before so many bytes are added, or its time is over.</summary>
    public bool IsDue(long length, int adding)
    {
        if (length == 0 || _isDevice)
        {
            return false;
        }

        var isFull = _options.RotateSize.Bytes > 0 && length + adding > _options.RotateSize.Bytes;
        return (isFull || (_options.RotateInterval > TimeSpan.Zero && SlotOf(_clock.GetUtcNow()) != _slot)) && _clock.GetUtcNow() >= _notBefore;
    }

    /// <summary>Moves the files on, PATH among them; it may be open. If that fails, PATH goes on for a while.</summary>
    public bool TryShift()
    {
        try
        {
            // Those of a time when more were kept.
            for (var number = _options.Keep + 1; File.Exists(Numbered(number)); number++)
            {
                File.Delete(Numbered(number));
            }

            for (var number = _options.Keep; number > 1; number--)
            {
                if (File.Exists(Numbered(number - 1)))
                {
                    File.Move(Numbered(number - 1), Numbered(number), overwrite: true);
                }
            }

            File.Move(_path, Numbered(1), overwrite: true);
            Fault = null;
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fault = $"{_path} cannot be rotated: {fault.Message}";
            _notBefore = _clock.GetUtcNow() + s_patience;
            return false;
        }
    }

    /// <summary>Begins with the file that is there now: its time is that of what it holds.</summary>
    public void Begin() =>
        _slot = SlotOf(new FileInfo(_path) is { Exists: true, Length: > 0 } file ? new(file.LastWriteTimeUtc) : _clock.GetUtcNow());

    private string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}");

    // Slots begin at midnight UTC where they divide a day.
    private long SlotOf(DateTimeOffset time) => _options.RotateInterval > TimeSpan.Zero ? time.UtcTicks / _options.RotateInterval.Ticks : 0;
}
