using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Packets;

namespace SipIds.Capture.PcapFile;

/// <summary>Classic pcap: records of a header and a frame, all of one link type (draft-ietf-opsawg-pcap §5).</summary>
internal sealed class PcapSource : CaptureFileSource
{
    private readonly PcapHeader _header;

    private PcapSource(CaptureInput input, PcapHeader header)
        : base(input) => _header = header;

    [StructLayout(LayoutKind.Sequential)]
    private struct Record
    {
        public uint Seconds;
        public uint Fraction;
        public uint Captured;
        public uint Original;
    }

    public static PcapSource Open(CaptureInput input) => new(input, PcapHeader.Take(input));

    public override bool TryRead(out CapturedFrame frame)
    {
        do
        {
            var unread = Input.Unread;
            if (unread.Length >= _header.RecordHeader)
            {
                var record = ReadRecord(unread);
                unread = unread[_header.RecordHeader..];
                if (record.Captured <= (uint)Math.Min(unread.Length, CaptureInput.MaxFrame))
                {
                    var captured = (int)record.Captured;
                    Input.Consume(_header.RecordHeader + captured);
                    frame = new()
                    {
                        Time = Timestamp.FromUnix(record.Seconds, (long)record.Fraction * _header.FractionScale),
                        Number = ++Number,
                        Link = _header.Link,
                        OriginalLength = Math.Max((int)Math.Min(record.Original, int.MaxValue), captured),
                        Bytes = unread[..captured],
                    };
                    return true;
                }
            }
        }
        while (TryRefill());

        frame = default;
        return false;
    }

    private Record ReadRecord(ReadOnlySpan<byte> bytes)
    {
        var record = MemoryMarshal.Read<Record>(bytes);
        if (_header.Swapped)
        {
            record.Seconds = BinaryPrimitives.ReverseEndianness(record.Seconds);
            record.Fraction = BinaryPrimitives.ReverseEndianness(record.Fraction);
            record.Captured = BinaryPrimitives.ReverseEndianness(record.Captured);
            record.Original = BinaryPrimitives.ReverseEndianness(record.Original);
        }

        return record;
    }

    // The next record is not whole in the buffer: gets the rest of it, or ends the file with the reason.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryRefill()
    {
        if (!Input.TryFill(_header.RecordHeader))
        {
            EndOfInput();
            return false;
        }

        var captured = ReadRecord(Input.Unread).Captured;
        if (captured > CaptureInput.MaxFrame)
        {
            EndDamaged($"a record claims {captured} bytes");
            return false;
        }

        if (!Input.TryFill(_header.RecordHeader + (int)captured))
        {
            EndOfInput();
            return false;
        }

        return true;
    }

    private void EndOfInput()
    {
        if (Input.Unread.IsEmpty)
        {
            EndWhole();
        }
        else
        {
            EndShort($"packet {Number + 1}");
        }
    }
}
