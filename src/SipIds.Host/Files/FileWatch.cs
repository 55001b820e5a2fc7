namespace SipIds.Host.Files;

/// <summary>Sees that a file was changed, once it has been left alone for a moment: an editor may truncate it first and take more than one write.</summary>
internal sealed class FileWatch
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly TimeProvider _time;
    private (DateTime Written, long Length) _seen;
    private (DateTime Written, long Length) _taken;
    private long _since;
    private bool _isAsked;

    public FileWatch(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
        _taken = _seen = Look();
        _since = time.GetTimestamp() - (long)(s_quiet.TotalSeconds * time.TimestampFrequency);
    }

    /// <summary>Whether it is not as it was when it was taken.</summary>
    public bool HasChanged => Look() != _taken;

    /// <summary>Whether it is to be read now.</summary>
    public bool IsDue()
    {
        var look = Look();
        if (look != _seen)
        {
            (_seen, _since) = (look, _time.GetTimestamp());
        }

        return (_isAsked || _seen != _taken) && _time.GetElapsedTime(_since) >= s_quiet;
    }

    /// <summary>Makes it due even if it was not changed, or is gone.</summary>
    public void Ask() => _isAsked = true;

    /// <summary>Says that it is read now.</summary>
    public void Take()
    {
        _isAsked = false;
        _taken = _seen = Look();
    }

    private (DateTime Written, long Length) Look() => new FileInfo(_path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;
}
