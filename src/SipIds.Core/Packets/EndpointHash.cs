using System.Security.Cryptography;

namespace SipIds.Packets;

/// <summary>A hash of two addresses and a number, with a seed that keeps senders from choosing colliding ones.</summary>
internal static class EndpointHash
{
    private const ulong First = 0x9E37_79B9_7F4A_7C15;
    private const ulong Second = 0xD6E8_FEB8_6659_FD93;
    private const ulong Third = 0xA5CB_9243_F2CE_7A4D;

    public static ulong NewSeed()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public static ulong Of(NetAddress source, NetAddress target, ulong number, ulong seed)
    {
        var hash = Mix(source.High ^ seed, source.Low ^ First);
        hash = Mix(target.High ^ hash, target.Low ^ Second);
        return Mix(number ^ hash, seed ^ Third);
    }

    private static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }
}
