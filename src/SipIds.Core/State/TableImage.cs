using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>The live values of a table as bytes, to be kept over a restart by a process of the same version. The keys mean something under the same secret only (<see cref="KeyHasher.FromSecret"/>).</summary>
public static class TableImage
{
    /// <summary>Writes the values that live.</summary>
    public static void Save<TValue>(BoundedTable<TValue> table, Timestamp now, IBufferWriter<byte> output)
        where TValue : unmanaged, IEvictable<TValue>
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(output);
        var count = 0;
        for (var place = 0; place < table.Capacity; place++)
        {
            count += table.At(place).Expires > now ? 1 : 0;
        }

        Write(output, new Head(Unsafe.SizeOf<TValue>(), count));
        for (var place = 0; place < table.Capacity; place++)
        {
            if (table.At(place).Expires > now)
            {
                Write(output, table.KeyAt(place));
                Write(output, table.At(place));
            }
        }
    }

    /// <summary>Puts saved values into a table; what it has no room for is given up as always. Where something is wrong, the table is as it was.</summary>
    /// <param name="table">The table.</param>
    /// <param name="saved">What <see cref="Save"/> wrote; afterwards what follows it.</param>
    /// <param name="fault">What is wrong with it.</param>
    public static bool TryRestore<TValue>(BoundedTable<TValue> table, ref ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault)
        where TValue : unmanaged, IEvictable<TValue>
    {
        ArgumentNullException.ThrowIfNull(table);
        var size = Unsafe.SizeOf<TValue>();
        if (!TryRead<Head>(ref saved, out var head) || head.Count < 0)
        {
            fault = "is cut short";
            return false;
        }

        if (head.Size != size)
        {
            fault = "was saved by another version of the program";
            return false;
        }

        if (saved.Length < (long)head.Count * (size + Unsafe.SizeOf<StateKey>()))
        {
            fault = "is cut short";
            return false;
        }

        for (var number = 0; number < head.Count; number++)
        {
            _ = TryRead<StateKey>(ref saved, out var key);
            _ = TryRead<TValue>(ref saved, out var value);
            table.GetOrAdd(key, default, out _) = value;
        }

        fault = null;
        return true;
    }

    private static void Write<T>(IBufferWriter<byte> output, in T value)
        where T : unmanaged => output.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    private static bool TryRead<T>(ref ReadOnlySpan<byte> bytes, out T value)
        where T : unmanaged
    {
        if (!MemoryMarshal.TryRead(bytes, out value))
        {
            return false;
        }

        bytes = bytes[Unsafe.SizeOf<T>()..];
        return true;
    }

    private readonly record struct Head(int Size, int Count);
}
