using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SipIds.Capture.PcapFile;

// How blocks are found one after another; what they say is in the other part.
internal sealed partial class PcapngSource
{
    /// <summary>Takes the next block: all of it, or the part at its start that can matter.</summary>
    private bool TryTakeBlock(out uint type, out ReadOnlySpan<byte> block)
    {
        block = Input.Unread;
        if (block.Length >= BlockHeader + BlockTrailer)
        {
            type = _order.UInt32(block);
            var length = _order.UInt32(block[4..]);
            var padded = Padded(length);
            if (type is EnhancedPacket && padded <= block.Length && padded >= PacketHeader
                && _order.UInt32(block[((int)padded - BlockTrailer)..]) == length)
            {
                block = block[..(int)padded];
                Input.Consume((int)padded);
                return true;
            }
        }

        return TryFillBlock(out type, out block);
    }

    // No whole packet block is in the buffer: gets the next block that matters, passes over others, or ends the file with the reason.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryFillBlock(out uint type, out ReadOnlySpan<byte> block)
    {
        type = 0;
        block = default;
        if (!TryPass(_rest))
        {
            return false;
        }

        _rest = 0;
        while (Input.TryFill(BlockHeader))
        {
            type = _order.UInt32(Input.Unread);
            if (type == SectionHeader && !TryPassSectionHeader())
            {
                return false;
            }

            var length = _order.UInt32(Input.Unread[4..]);
            if (length < BlockHeader + BlockTrailer)
            {
                EndDamaged($"a block claims {length} bytes");
                return false;
            }

            if (type is EnhancedPacket or SimplePacket or ObsoletePacket or InterfaceDescription)
            {
                return TryFillBlock(length, out block);
            }

            if (!TryPassBlock(type, length))
            {
                return false;
            }
        }

        EndOfInput();
        return false;
    }

    private bool TryPassBlock(uint type, uint length)
    {
        // Other tools show these as frames, and their numbers are the ones that people compare.
        Number += type is SystemdJournal or CustomBlock or CustomBlockNotCopied ? 1 : 0;
        if (!TryPass(Padded(length) - BlockTrailer))
        {
            return false;
        }

        if (!Input.TryFill(BlockTrailer))
        {
            EndShort($"a block after packet {Number}");
            return false;
        }

        if (_order.UInt32(Input.Unread) != length)
        {
            EndAtUnevenLengths();
            return false;
        }

        Input.Consume(BlockTrailer);
        return true;
    }

    private bool TryPass(long count)
    {
        if (Input.TrySkip(count))
        {
            return true;
        }

        EndShort($"a block after packet {Number}");
        return false;
    }

    private bool TryPassSectionHeader()
    {
        if (!Input.TryFill(SectionHeaderLength))
        {
            EndOfInput();
            return false;
        }

        if (!TryBeginSection(Input.Unread, out var fault))
        {
            EndDamaged(fault);
            return false;
        }

        return true;
    }

    private bool TryBeginSection(ReadOnlySpan<byte> block, [NotNullWhen(false)] out string? fault)
    {
        var little = new ByteOrder(IsBig: false).UInt32(block[8..]);
        _order = new(IsBig: little != ByteOrderMagic);
        _interfaceCount = 0;
        if (_order.UInt32(block[8..]) != ByteOrderMagic)
        {
            fault = "a section does not say its byte order";
            return false;
        }

        var major = _order.UInt16(block[12..]);
        fault = major == 1 ? null : $"a section is of version {major}, not 1";
        return fault is null;
    }

    // The options after a frame may be larger than the buffer; the frame is not.
    private bool TryFillBlock(uint length, out ReadOnlySpan<byte> block)
    {
        block = default;
        var padded = Padded(length);
        var part = (int)Math.Min(padded, CaptureInput.MaxFill);
        if (!Input.TryFill(part))
        {
            EndOfInput();
            return false;
        }

        block = Input.Unread[..part];
        if (part == padded && _order.UInt32(block[^BlockTrailer..]) != length)
        {
            EndAtUnevenLengths();
            return false;
        }

        Input.Consume(part);
        _rest = padded - part;
        return true;
    }

    // §3.1 wants whole words; some writers forget to count the padding.
    private static long Padded(uint length) => ((long)length + 3) & ~3;

    private void EndAtUnevenLengths() => EndDamaged("the two lengths of a block differ");

    private void EndOfInput()
    {
        if (Input.Unread.IsEmpty)
        {
            EndWhole();
        }
        else
        {
            EndShort($"a block after packet {Number}");
        }
    }
}
