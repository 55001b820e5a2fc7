using System.Runtime.InteropServices;

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

    internal bool TryAdd(int nameStart, int valueStart, int valueLength, SipHeaderId id, bool folded)
    {
        var index = Count;
        if ((uint)index >= (uint)_entries.Length)
        {
            return false;
        }

        ref var entry = ref _entries[index];
        entry.NameStart = (ushort)nameStart;
        entry.ValueStart = (ushort)valueStart;
        entry.ValueLength = (ushort)valueLength;
        entry.Id = id;
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
