using System.Buffers.Binary;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.PcapFile;

/// <summary>Writes frames as pcapng with timestamps in nanoseconds, one interface for each link type that comes.</summary>
/// <remarks>
/// Frames gather in a buffer until it is full or <see cref="Flush"/> is called. After an <see cref="IOException"/> the frame at hand is
/// lost, the buffered ones are kept and tried again with the next call.
/// </remarks>
public sealed class PcapFileWriter : IFrameWriter
{
    private const int SectionHeaderLength = 28;
    private const int InterfaceLength = 32;
    private const int PacketOverhead = 32;
    private const int BufferLength = CaptureInput.MaxFill;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[BufferLength];
    private LinkType[] _links = new LinkType[4];
    private int _linkCount;
    private int _buffered;
    private long _written;

    /// <summary>A writer that begins a pcapng section at the stream's present end and owns the stream.</summary>
    public PcapFileWriter(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _written = stream.CanSeek ? stream.Position : 0;
        WriteSectionHeader();
    }

    /// <summary>The length of the file in bytes with all that is still in the buffer.</summary>
    public long Length => _written + _buffered;

    /// <summary>Makes a file, in place of one that is there.</summary>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static PcapFileWriter Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return new(new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                Share = FileShare.Read,
                BufferSize = 0,
            }));
        }
        catch (UnauthorizedAccessException fault)
        {
            var reason = Directory.Exists(path) ? "is a directory; name a file in it" : "may not be written by this user";
            throw new IOException($"'{path}' {reason}.", fault);
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new IOException($"'{path}' cannot be made: there is no directory '{Path.GetDirectoryName(path)}'.", fault);
        }
    }

    /// <summary>Adds a frame; bytes beyond 256 KiB, which no reader accepts, are cut off.</summary>
    /// <exception cref="IOException">The buffer is full and cannot be written; this frame is lost.</exception>
    public void Write(in CapturedFrame frame)
    {
        var bytes = frame.Bytes.Length <= CaptureInput.MaxFrame ? frame.Bytes : frame.Bytes[..CaptureInput.MaxFrame];
        var padded = (bytes.Length + 3) & ~3;
        if (_buffered + PacketOverhead + InterfaceLength + padded > _buffer.Length)
        {
            WriteBuffer();
        }

        var link = Array.IndexOf(_links, frame.Link, 0, _linkCount);
        WritePacket(link >= 0 ? link : AddInterface(frame.Link), frame, bytes, padded);
    }

    /// <summary>Writes what is buffered.</summary>
    /// <exception cref="IOException">It cannot be written now.</exception>
    public void Flush()
    {
        WriteBuffer();
        _stream.Flush();
    }

    /// <summary>Writes what is buffered and closes the stream.</summary>
    /// <exception cref="IOException">The last frames cannot be written; the stream is closed all the same.</exception>
    public void Dispose()
    {
        try
        {
            WriteBuffer();
        }
        finally
        {
            _buffered = 0;
            _stream.Dispose();
        }
    }

    private void WriteBuffer()
    {
        if (_buffered == 0)
        {
            return;
        }

        if (_stream.CanSeek && _stream.Position != _written)
        {
            // An earlier write failed halfway; this one replaces what it left.
            _stream.Position = _written;
        }

        _stream.Write(_buffer, 0, _buffered);
        _written += _buffered;
        _buffered = 0;
    }

    // draft-ietf-opsawg-pcapng §4.1: length unknown, no options.
    private void WriteSectionHeader()
    {
        var block = BeginBlock(PcapngSource.SectionHeader, SectionHeaderLength);
        BinaryPrimitives.WriteUInt32LittleEndian(block[8..], PcapngSource.ByteOrderMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(block[12..], 1);
        BinaryPrimitives.WriteUInt16LittleEndian(block[14..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(block[16..], -1);
    }

    // §4.2, with if_tsresol (option 9) saying 10^-9 s.
    private int AddInterface(LinkType link)
    {
        var block = BeginBlock(PcapngSource.InterfaceDescription, InterfaceLength);
        BinaryPrimitives.WriteUInt16LittleEndian(block[8..], (ushort)link);
        BinaryPrimitives.WriteUInt16LittleEndian(block[10..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], CaptureInput.MaxFrame);
        BinaryPrimitives.WriteUInt16LittleEndian(block[16..], PcapngInterface.TimestampResolution);
        BinaryPrimitives.WriteUInt16LittleEndian(block[18..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(block[20..], 9);
        BinaryPrimitives.WriteUInt32LittleEndian(block[24..], PcapngInterface.EndOfOptions);
        if (_linkCount == _links.Length)
        {
            Array.Resize(ref _links, 2 * _linkCount);
        }

        _links[_linkCount] = link;
        return _linkCount++;
    }

    private void WritePacket(int link, in CapturedFrame frame, ReadOnlySpan<byte> bytes, int padded)
    {
        var block = BeginBlock(PcapngSource.EnhancedPacket, PacketOverhead + padded);
        BinaryPrimitives.WriteUInt32LittleEndian(block[8..], (uint)link);
        BinaryPrimitives.WriteUInt32LittleEndian(block[12..], (uint)(frame.Time.Nanoseconds >> 32));
        BinaryPrimitives.WriteUInt32LittleEndian(block[16..], (uint)frame.Time.Nanoseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(block[20..], (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block[24..], (uint)Math.Max(frame.OriginalLength, bytes.Length));
        bytes.CopyTo(block[28..]);
        block[(28 + bytes.Length)..(28 + padded)].Clear();
    }

    /// <summary>Takes a block from the buffer, with its type and both of its lengths written.</summary>
    private Span<byte> BeginBlock(uint type, int length)
    {
        var block = _buffer.AsSpan(_buffered, length);
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteUInt32LittleEndian(block[4..], (uint)length);
        BinaryPrimitives.WriteUInt32LittleEndian(block[(length - 4)..], (uint)length);
        _buffered += length;
        return block;
    }
}
