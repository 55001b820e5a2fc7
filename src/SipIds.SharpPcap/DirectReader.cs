using SharpPcap;
using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>Reads a device that has its frames already, a capture file. The bytes are the device's own.</summary>
internal sealed class DirectReader : IFrameReader
{
    private readonly ICaptureDevice _device;
    private readonly string _name;
    private readonly LinkType _link;
    private bool _isAtEnd;

    public DirectReader(ICaptureDevice device, string name, LinkType link)
    {
        _device = device;
        _name = name;
        _link = link;
    }

    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        if (_isAtEnd)
        {
            return false;
        }

        PacketCapture capture;
        GetPacketStatus status;
        try
        {
            status = _device.GetNextPacket(out capture);
        }
        catch (Exception fault) when (fault is PcapException or ObjectDisposedException)
        {
            throw DeviceFault.Reading(_name, fault);
        }

        switch (status)
        {
            case GetPacketStatus.PacketRead:
                frame = capture.ToFrame(_link);
                return true;
            case GetPacketStatus.ReadTimeout:
                return false;
            case GetPacketStatus.NoRemainingPackets:
                _isAtEnd = true;
                return false;
            default:
                _isAtEnd = true;
                throw DeviceFault.Reading(_name, DeviceFault.LastErrorOf(_device));
        }
    }

    public bool Wait(TimeSpan longest) => _isAtEnd ? throw DeviceFault.AtEnd(_name) : true;

    public void Dispose() => _isAtEnd = true;
}
