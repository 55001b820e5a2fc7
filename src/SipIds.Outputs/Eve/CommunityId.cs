using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using SipIds.Packets;

namespace SipIds.Outputs.Eve;

/// <summary>Corelight's Community ID, version 1 with seed 0: the same for both directions of a flow, and in Suricata, Zeek, Wireshark and Arkime.</summary>
internal static class CommunityId
{
    /// <summary>The length of its text: <c>1:</c> and 20 bytes in base64.</summary>
    public const int Length = 30;

    private const int MaxInput = 2 + 16 + 16 + 2 + 4;

    /// <summary>Writes it.</summary>
    /// <returns>False for what is neither UDP nor TCP.</returns>
    public static bool TryWrite(NetEndpoint one, NetEndpoint other, Transport transport, Span<byte> destination)
    {
        if (transport is not (Transport.Udp or Transport.Tcp))
        {
            return false;
        }

        var (first, second) = IsBefore(one, other) ? (one, other) : (other, one);
        Span<byte> input = stackalloc byte[MaxInput];
        input.Clear();
        var length = 2;
        length += first.Address.WriteTo(input[length..]);
        length += second.Address.WriteTo(input[length..]);
        input[length] = transport is Transport.Udp ? (byte)17 : (byte)6;
        length += 2;
        BinaryPrimitives.WriteUInt16BigEndian(input[length..], first.Port);
        BinaryPrimitives.WriteUInt16BigEndian(input[(length + 2)..], second.Port);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The specification asks for SHA-1; nothing is kept secret by it.
        _ = SHA1.HashData(input[..(length + 4)], hash);
#pragma warning restore CA5350
        "1:"u8.CopyTo(destination);
        _ = Base64.EncodeToUtf8(hash, destination[2..], out _, out _);
        return true;
    }

    private static bool IsBefore(in NetEndpoint one, in NetEndpoint other) =>
        (one.Address.High, one.Address.Low, one.Port).CompareTo((other.Address.High, other.Address.Low, other.Port)) <= 0;
}
