using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace SipIds.Capture.NfQueue;

/// <summary>
/// What the kernel counts of a queue, from its table in <c>/proc</c>. Opened in the queue's network namespace, it may be read from any other.
/// The table is root's: without the right to read it the counts stay zero.
/// </summary>
internal sealed class QueueStatistics : IDisposable
{
    private const string Table = "/proc/thread-self/net/netfilter/nfnetlink_queue";
    private const int DroppedField = 5;
    private const int UnreadField = 6;

    private readonly SafeFileHandle? _table;
    private readonly ushort _queue;
    private long _dropped;

    public QueueStatistics(ushort queue)
    {
        _queue = queue;
        try
        {
            _table = File.OpenHandle(Table);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _table = null;
        }
    }

    /// <summary>Packets that the kernel dropped because the queue or its reader's buffer was full.</summary>
    public long ReadDropped()
    {
        if (_table is not { IsClosed: false } table)
        {
            return Volatile.Read(ref _dropped);
        }

        try
        {
            Span<byte> text = stackalloc byte[8192];
            if (TryFind(text[..RandomAccess.Read(table, text, 0)], _queue, out var dropped))
            {
                Volatile.Write(ref _dropped, dropped);
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // What was read before stands.
        }

        return Volatile.Read(ref _dropped);
    }

    /// <summary>Finds the row of a queue and adds up its two counts.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> table, ushort queue, out long dropped)
    {
        foreach (var range in table.Split((byte)'\n'))
        {
            if (TryReadRow(table[range], queue, out dropped))
            {
                return true;
            }
        }

        dropped = 0;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _table?.Dispose();

    private static bool TryReadRow(ReadOnlySpan<byte> row, ushort queue, out long dropped)
    {
        dropped = 0;
        for (var field = 0; field <= UnreadField; field++)
        {
            row = row.TrimStart((byte)' ');
            if (!Utf8Parser.TryParse(row, out uint value, out var length) || (field == 0 && value != queue))
            {
                return false;
            }

            dropped += field is DroppedField or UnreadField ? value : 0;
            row = row[length..];
        }

        return true;
    }
}
