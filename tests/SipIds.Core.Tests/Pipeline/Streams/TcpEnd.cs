using System.Text;
using SipIds.Packets;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>One end of a connection as Linux keeps it: it takes what is in its window, keeps the first copy of a byte, and obeys only an exact reset.</summary>
internal sealed class TcpEnd(uint initial)
{
    private readonly SortedDictionary<uint, byte> _early = [];
    private readonly StringBuilder _text = new();

    /// <summary>The sequence number that follows everything sent.</summary>
    public uint Sent { get; set; } = initial;

    /// <summary>The sequence number that it waits for.</summary>
    public uint Next { get; set; }

    public bool IsReset { get; private set; }

    /// <summary>What its program has read.</summary>
    public string Text => _text.ToString();

    public void Take(in DecodedPacket segment)
    {
        if (IsReset)
        {
            return;
        }

        if ((segment.TcpFlags & TcpFlags.Rst) != TcpFlags.None)
        {
            IsReset = segment.TcpSequence == Next;
            return;
        }

        for (var index = 0; index < segment.Payload.Length; index++)
        {
            var place = segment.TcpSequence + (uint)index - Next;
            if ((int)place >= 0)
            {
                _ = _early.TryAdd(place, segment.Payload[index]);
            }
        }

        var ready = 0u;
        while (_early.Remove(ready, out var octet))
        {
            _ = _text.Append((char)octet);
            ready++;
        }

        Next += ready;
        var later = _early.ToArray();
        _early.Clear();
        foreach (var (place, octet) in later)
        {
            _early[place - ready] = octet;
        }
    }
}
