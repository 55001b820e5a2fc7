using System.Buffers.Binary;

namespace SipIds.Testing;

/// <summary>The one's complement sum of IP, UDP and TCP (RFC 1071).</summary>
internal static class InternetChecksum
{
    public static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length > 1; bytes = bytes[2..])
        {
            sum = Fold(sum + BinaryPrimitives.ReadUInt16BigEndian(bytes));
        }

        return bytes.IsEmpty ? sum : Fold(sum + ((uint)bytes[0] << 8));
    }

    public static ushort Finish(uint sum) => (ushort)~Fold(sum);

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);
}
