using SharpPcap;
using SipIds.Packets;
using SipIds.Settings;

namespace SipIds.SharpPcap;

/// <summary>Fetches the frames of an interface with a thread of its own: a device waits as long as it likes, and a source must not.</summary>
internal sealed class ThreadReader : IFrameReader
{
    // A device of ours comes back within its read timeout, on Linux within the half second that SharpPcap polls.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // One that the caller opened may never come back.
    private static readonly TimeSpan s_patienceWithOthers = TimeSpan.FromSeconds(2);

    private readonly ICaptureDevice _device;
    private readonly string _name;
    private readonly LinkType _link;
    private readonly bool _isOurs;
    private readonly FrameHandover _handover;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    public ThreadReader(ICaptureDevice device, string name, LinkType link, ByteSize backlog, bool isOurs)
    {
        _device = device;
        _name = name;
        _link = link;
        _isOurs = isOurs;
        _handover = new((int)backlog.Bytes);
        _thread = new(Fetch) { Name = $"fetch {name}", IsBackground = true };
        _thread.Start();
    }

    public bool TryRead(out CapturedFrame frame) => _handover.TryRead(out frame);

    public bool Wait(TimeSpan longest) => _handover.Wait(longest);

    public void Dispose()
    {
        _isStopping = true;
        _handover.Close();
        _ = _thread.Join(_isOurs ? s_patience : s_patienceWithOthers);
    }

    private void Fetch()
    {
        try
        {
            while (!_isStopping && TryFetch())
            {
            }
        }
        catch (Exception fault)
        {
            // Whatever a driver throws ends this thread and not the process: the reader is told.
            _handover.End(() => DeviceFault.Reading(_name, fault));
        }
    }

    private bool TryFetch()
    {
        switch (_device.GetNextPacket(out var capture))
        {
            case GetPacketStatus.PacketRead:
                return _handover.Write(capture.ToFrame(_link));
            case GetPacketStatus.ReadTimeout:
                return true;
            case GetPacketStatus.NoRemainingPackets:
                _handover.End(() => DeviceFault.AtEnd(_name));
                return false;
            default:
                var words = DeviceFault.LastErrorOf(_device);
                _handover.End(() => DeviceFault.Reading(_name, words));
                return false;
        }
    }
}
