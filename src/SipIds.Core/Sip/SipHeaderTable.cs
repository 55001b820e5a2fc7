using System.Runtime.InteropServices;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>Where the headers of one message are: 8 bytes a header, filled by <see cref="SipParser"/> and used again for the next message.</summary>
/// <remarks>A <see cref="SipMessage"/> is a view over its bytes and this table; it is dead once the table is filled anew.</remarks>
public sealed class SipHeaderTable
{
    /// <summary>The most headers that a table can hold.</summary>
    public const int MaxCapacity = 512;

    private const int MaxLines = 2 * MaxCapacity;

    private readonly Entry[] _entries = new Entry[MaxCapacity];
    private readonly ushort[] _first = new ushort[64];

    /// <summary>One header line: offsets from the first byte of the payload.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    internal struct Entry
    {
        public ushort NameStart;
        public ushort ValueStart;
        public ushort ValueLength;
        public SipHeaderId Id;
        public byte Folded;

        /// <summary>Makes it a line that is not folded.</summary>
        public void Set(int nameStart, int valueStart, int valueLength, SipHeaderId id)
        {
            NameStart = (ushort)nameStart;
            ValueStart = (ushort)valueStart;
            ValueLength = (ushort)valueLength;
            Id = id;
            Folded = 0;
        }
    }

    /// <summary>The headers of the message.</summary>
    public int Count { get; internal set; }

    /// <summary>The known headers that stand in the message: bit n for the header with number n.</summary>
    public ulong Present { get; private set; }

    /// <summary>The headers that stand more than once.</summary>
    public ulong Repeated { get; private set; }

    /// <summary>Offsets of the line feeds of the head; work space of the parser.</summary>
    internal ushort[] LineEnds { get; } = new ushort[MaxLines];

    internal StartLine Start;
    internal FieldCache Fields;

    /// <summary>Room for <see cref="MaxCapacity"/> headers; those that <see cref="SetIndex"/> counts are there.</summary>
    internal Span<Entry> Space => _entries;

    /// <summary>For each id the index of its first header.</summary>
    internal Span<ushort> FirstSpace => _first;

    internal ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, Count);

    internal ref readonly Entry this[int index] => ref _entries[index];

    internal void Clear()
    {
        Count = 0;
        Present = 0;
        Repeated = 0;
        Fields.Parsed = 0;
    }

    /// <summary>The index of the first header with this id; only valid if it is <see cref="Present"/>.</summary>
    internal int First(SipHeaderId id) => _first[(int)id];

    /// <summary>The value of the first header with this id; empty if there is none.</summary>
    internal TextRange ValueOf(SipHeaderId id)
    {
        if ((Present & (1UL << (int)id)) == 0)
        {
            return default;
        }

        ref readonly var entry = ref _entries[_first[(int)id]];
        return new(entry.ValueStart, entry.ValueStart + entry.ValueLength);
    }

    /// <summary>Says how many headers there are, and which.</summary>
    internal void SetIndex(int count, ulong present, ulong repeated)
    {
        Count = count;
        Present = present;
        Repeated = repeated;
    }

    internal bool TryAdd(int nameStart, int valueStart, int valueLength, SipHeaderId id, bool folded)
    {
        var index = Count;
        if ((uint)index >= (uint)_entries.Length)
        {
            return false;
        }

        ref var entry = ref _entries[index];
        entry.Set(nameStart, valueStart, valueLength, id);
        entry.Folded = folded ? (byte)1 : (byte)0;
        Count = index + 1;

        var bit = 1UL << (int)id;
        if ((Present & bit) == 0)
        {
            Present |= bit;
            _first[(int)id] = (ushort)index;
        }
        else
        {
            Repeated |= bit;
        }

        return true;
    }
}
