using System.Globalization;

namespace SipIds.Outputs;

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
        var file = new FileInfo(path);
        Length = file.Exists ? file.Length : 0;
        _slot = SlotOf(Length > 0 ? new(file.LastWriteTimeUtc) : clock.GetUtcNow());
    }

    /// <summary>The length of the file with all that was added.</summary>
    public long Length { get; set; }

    /// <summary>Why the last attempt failed, in one sentence; null if it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the file is full before so many bytes are added, or its time is over.</summary>
    public bool IsDue(int adding)
    {
        if (Length == 0 || _isDevice)
        {
            return false;
        }

        var isFull = _options.RotateSize.Bytes > 0 && Length + adding > _options.RotateSize.Bytes;
        return (isFull || (_options.RotateInterval > TimeSpan.Zero && SlotOf(_clock.GetUtcNow()) != _slot)) && _clock.GetUtcNow() >= _notBefore;
    }

    /// <summary>Moves the files on, PATH among them; it may be open. If that fails, PATH goes on for a while.</summary>
    public bool TryShift()
    {
        try
        {
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

    /// <summary>Looks at what is there, after somebody else has moved or cut the file.</summary>
    public void Begin()
    {
        Length = new FileInfo(_path) is { Exists: true } file ? file.Length : 0;
        _slot = SlotOf(_clock.GetUtcNow());
    }

    private string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"{_path}.{number}");

    // Slots begin at midnight UTC where they divide a day.
    private long SlotOf(DateTimeOffset time) => _options.RotateInterval > TimeSpan.Zero ? time.UtcTicks / _options.RotateInterval.Ticks : 0;
}
