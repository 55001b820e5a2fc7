using SipIds.Capture.PcapFile;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Host.Discovery;

/// <summary>One of several captures that are read at once: its next frame is held until its turn comes.</summary>
internal sealed class OpenCapture : IDisposable
{
    private const int UsualFrame = 2048;

    private readonly NumberedDoors _numbered;
    private readonly IPacketSource _source;
    private byte[] _bytes = new byte[UsualFrame];
    private int _length;
    private long _number;
    private LinkType _link;
    private int _door;
    private int _original;

    /// <exception cref="IOException">It cannot be read; the message is a sentence for a person.</exception>
    public OpenCapture(string path, TimeSpan reorder, DoorNames doors)
    {
        File = CaptureFile.Open(path);
        _numbered = new(File, doors);
        Ordered = reorder > TimeSpan.Zero && File.TotalBytes is not null ? new(_numbered, reorder) : null;
        _source = Ordered is null ? _numbered : Ordered;
    }

    public CaptureFileSource File { get; }

    /// <summary>What puts it into order; null for a pipe.</summary>
    public TimeOrderedSource? Ordered { get; }

    public TimeSpan LateBy => _numbered.LateBy;

    /// <summary>The time of the first frame.</summary>
    public Timestamp First { get; private set; }

    /// <summary>The time of the frame that is held.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>The frame that is held.</summary>
    public CapturedFrame Frame => new() { Time = Time, Number = _number, Link = _link, Ingress = _door, OriginalLength = _original, Bytes = _bytes.AsSpan(0, _length) };

    /// <summary>Holds the next frame; false at the end.</summary>
    public bool TryAdvance()
    {
        if (!_source.TryRead(out var frame))
        {
            return false;
        }

        (Time, _number, _link, _door, _original, _length) = (frame.Time, frame.Number, frame.Link, frame.Ingress, frame.OriginalLength, frame.Bytes.Length);
        First = First == default ? Time : First;
        _bytes = _bytes.Length < _length ? new byte[_length] : _bytes;
        frame.Bytes.CopyTo(_bytes);
        return true;
    }

    public void Dispose() => _source.Dispose();
}
