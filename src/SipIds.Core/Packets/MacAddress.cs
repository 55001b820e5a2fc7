namespace SipIds.Packets;

/// <summary>A 48-bit IEEE 802 MAC address; zero stands for "none seen".</summary>
/// <param name="Value">The six bytes, the first in bits 40–47.</param>
public readonly record struct MacAddress(ulong Value)
{
    /// <summary>The address with these six bytes.</summary>
    public static MacAddress FromBytes(ReadOnlySpan<byte> bytes) =>
        new(((ulong)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) << 16)
            | System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]));

    /// <summary>Colon-separated lower-case hexadecimal.</summary>
    public override string ToString() => string.Create(17, Value, static (text, value) =>
    {
        for (var i = 0; i < 6; i++)
        {
            _ = ((byte)(value >> (40 - (8 * i)))).TryFormat(text[(3 * i)..], out _, "x2", null);
            if (i < 5)
            {
                text[(3 * i) + 2] = ':';
            }
        }
    });
}
