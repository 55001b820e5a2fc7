using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Sip;

/// <summary>One pass over the head of a message, 32 bytes at a time: the ends of its lines, and the bytes that may not stand there.</summary>
/// <remarks>A header's line is split where its LF is met; the name is compared as one word (<see cref="SipHeaderNames"/>).</remarks>
internal ref struct HeaderScan
{
    private const int Width = 32;
    private const int MaxOffset = ushort.MaxValue;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly SipHeaderTable _table;
    private readonly int _start;
    private readonly int _headersStart;
    private int _lineStart;
    private bool _lineFolded;
    private bool _sawOddByte;
    private bool _sawBareLineFeed;
    private bool _sawLineEnd;
    private SipAnomalies _anomalies;

    public HeaderScan(ReadOnlySpan<byte> payload, int start, int headersStart, SipHeaderTable table)
    {
        _payload = payload;
        _table = table;
        _start = start;
        _headersStart = headersStart;
        _lineStart = headersStart;
    }

    public void Run()
    {
        var end = Scan();
        if (end < 0)
        {
            end = _payload.Length;
            _anomalies |= SipAnomalies.NoBlankLine;
            if (_lineStart < end)
            {
                AddLine(_lineStart, end);
            }
        }

        if (_sawOddByte)
        {
            CheckControlCharacters(end);
        }

        if (_sawBareLineFeed)
        {
            _anomalies |= SipAnomalies.BareLineFeed | (_sawLineEnd ? SipAnomalies.MixedLineEnds : SipAnomalies.None);
        }

        _table.Start.BodyStart = end;
        _table.Start.Anomalies |= _anomalies;
    }

    // Returns the offset of the first byte after the empty line; -1 if there is none.
    private int Scan()
    {
        ref var data = ref MemoryMarshal.GetReference(_payload);
        var length = _payload.Length;
        var carry = 0u;
        for (var block = _start; block < length; block += Width)
        {
            Masks(ref data, block, length, out var lineFeeds, out var returns, out var odd);
            var afterReturns = (returns << 1) | carry;
            carry = returns >> (Width - 1);
            var end = -1;
            var counted = uint.MaxValue;
            for (var rest = lineFeeds; rest != 0; rest &= rest - 1)
            {
                var bit = BitOperations.TrailingZeroCount(rest);
                var lineFeed = block + bit;
                if (lineFeed >= _headersStart && EndLine(ref data, lineFeed, length))
                {
                    end = lineFeed + 1;
                    counted = uint.MaxValue >> (Width - 1 - bit);
                    break;
                }
            }

            _sawOddByte |= (odd & counted) != 0;
            _sawBareLineFeed |= (lineFeeds & ~afterReturns & counted) != 0;
            _sawLineEnd |= (lineFeeds & afterReturns & counted) != 0;
            if ((afterReturns & ~lineFeeds & counted) != 0)
            {
                _anomalies |= SipAnomalies.BareCarriageReturn;
            }

            if (end >= 0)
            {
                return end;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Masks(ref byte data, int block, int length, out uint lineFeeds, out uint returns, out uint odd)
    {
        if (block + Width <= length)
        {
            Masks(Vector256.LoadUnsafe(ref data, (nuint)block), out lineFeeds, out returns, out odd);
            return;
        }

        TailMasks(ref data, block, length, out lineFeeds, out returns, out odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Masks(Vector256<byte> bytes, out uint lineFeeds, out uint returns, out uint odd)
    {
        lineFeeds = Vector256.Equals(bytes, Vector256.Create((byte)'\n')).ExtractMostSignificantBits();
        returns = Vector256.Equals(bytes, Vector256.Create((byte)'\r')).ExtractMostSignificantBits();
        var control = Vector256.LessThan(bytes, Vector256.Create((byte)' ')) | Vector256.Equals(bytes, Vector256.Create((byte)0x7F));
        odd = control.ExtractMostSignificantBits() & ~(lineFeeds | returns);
    }

    // The last bytes of a payload, without reading past it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TailMasks(ref byte data, int block, int length, out uint lineFeeds, out uint returns, out uint odd)
    {
        if (length >= Width)
        {
            Masks(Vector256.LoadUnsafe(ref data, (nuint)(length - Width)), out lineFeeds, out returns, out odd);
            var shift = block - (length - Width);
            (lineFeeds, returns, odd) = (lineFeeds >> shift, returns >> shift, odd >> shift);
            return;
        }

        Span<byte> copy = stackalloc byte[Width];
        copy.Fill((byte)'x');
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref data, block), length - block).CopyTo(copy);
        Masks(Vector256.Create<byte>(copy), out lineFeeds, out returns, out odd);
    }

    // True at the empty line.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EndLine(ref byte data, int lineFeed, int length)
    {
        var end = lineFeed > _lineStart && Unsafe.Add(ref data, lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
        if (end == _lineStart)
        {
            return true;
        }

        // RFC 3261 §7.3.1: a line that begins with white space continues the one before it.
        if (lineFeed + 1 < length && (Unsafe.Add(ref data, lineFeed + 1) is (byte)' ' or (byte)'\t'))
        {
            _lineFolded = true;
            return false;
        }

        AddLine(_lineStart, end);
        _lineStart = lineFeed + 1;
        return false;
    }

    private void AddLine(int start, int end)
    {
        var isFolded = _lineFolded;
        _lineFolded = false;
        if (isFolded)
        {
            _anomalies |= SipAnomalies.Folded;
        }

        if (end > MaxOffset)
        {
            _anomalies |= SipAnomalies.TooManyHeaders;
            return;
        }

        ref var data = ref MemoryMarshal.GetReference(_payload);
        var word = start + Width <= _payload.Length ? Vector256.LoadUnsafe(ref data, (nuint)start) : LoadTail(start);
        var colons = Vector256.Equals(word, Vector256.Create((byte)':')).ExtractMostSignificantBits();
        var nameLength = colons != 0 ? BitOperations.TrailingZeroCount(colons) : FarColon(start, end);
        if (nameLength < 0 || start + nameLength >= end || SipGrammar.IsWhiteSpace((byte)word.ToScalar()))
        {
            _anomalies |= SipGrammar.IsWhiteSpace(word.ToScalar()) ? SipAnomalies.LeadingFold : SipAnomalies.NoColon;
            return;
        }

        AddHeader(start, nameLength, end, word, isFolded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddHeader(int start, int nameLength, int end, Vector256<byte> word, bool isFolded)
    {
        ref var data = ref MemoryMarshal.GetReference(_payload);
        var valueStart = start + nameLength + 1;
        if (nameLength > 0 && SipGrammar.IsWhiteSpace(Unsafe.Add(ref data, start + nameLength - 1)))
        {
            nameLength = SipGrammar.Trim(_payload.Slice(start, nameLength)).Length;
            _anomalies |= SipAnomalies.SpaceBeforeColon;
        }

        var id = nameLength is > 0 and <= SipHeaderNames.MaxKnownLength ? SipHeaderNames.Find(word, nameLength) : SipHeaderId.Other;
        if (id is SipHeaderId.Other && (nameLength == 0 || _payload.Slice(start, nameLength).ContainsAnyExcept(SipGrammar.Token)))
        {
            _anomalies |= SipAnomalies.HeaderName;
        }

        while (valueStart < end && SipGrammar.IsWhiteSpace(Unsafe.Add(ref data, valueStart)))
        {
            valueStart++;
        }

        while (end > valueStart && SipGrammar.IsWhiteSpace(Unsafe.Add(ref data, end - 1)))
        {
            end--;
        }

        if (!_table.TryAdd(start, valueStart, end - valueStart, id, isFolded))
        {
            _anomalies |= SipAnomalies.TooManyHeaders;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly Vector256<byte> LoadTail(int start)
    {
        Span<byte> copy = stackalloc byte[Width];
        copy.Clear();
        _payload[start..].CopyTo(copy);
        return Vector256.Create<byte>(copy);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly int FarColon(int start, int end) => _payload[start..end].IndexOf((byte)':');

    // RFC 3261 §25.1: a quoted-pair inside a quoted-string may hold any control character but CR and LF; a tab is white space.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckControlCharacters(int end)
    {
        var inQuotes = false;
        for (var index = _start; index < end; index++)
        {
            var value = _payload[index];
            if (value == '\n')
            {
                inQuotes &= index + 1 < end && _payload[index + 1] is (byte)' ' or (byte)'\t';
            }
            else if (value == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (value == '\\' && inQuotes)
            {
                index++;
            }
            else if ((value < ' ' && value is not ((byte)'\t' or (byte)'\r')) || value == 0x7F)
            {
                _anomalies |= SipAnomalies.ControlCharacter;
                return;
            }
        }
    }
}
