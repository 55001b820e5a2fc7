using SipIds.Capture.PcapFile;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Host.Discovery;

/// <summary>A capture whose frames say by which interface they came: that of the pcapng file, or the capture itself. It measures, too, how far frames are out of order.</summary>
/// <param name="source">The capture.</param>
/// <param name="doors">The interfaces, to which those of this capture are added.</param>
internal sealed class NumberedDoors(CaptureFileSource source, DoorNames doors) : IPacketSource
{
    private readonly Dictionary<int, int> _numbers = [];
    private Timestamp _newest;

    /// <summary>By how much the latest frame was earlier than one before it.</summary>
    public TimeSpan LateBy { get; private set; }

    public bool TryRead(out CapturedFrame frame)
    {
        if (!source.TryRead(out frame))
        {
            return false;
        }

        frame.Ingress = NumberOf(source.Interface);
        var late = _newest - frame.Time;
        LateBy = late > LateBy ? late : LateBy;
        _newest = frame.Time > _newest ? frame.Time : _newest;
        return true;
    }

    public void Dispose() => source.Dispose();

    private int NumberOf(int own)
    {
        if (!_numbers.TryGetValue(own, out var number))
        {
            var name = source.InterfaceName(own);
            _numbers[own] = number = doors.NumberOf(name ?? (own == 0 ? source.Name.Trim('\'') : $"interface{own}"), isFile: name is null && own == 0);
        }

        return number;
    }
}
