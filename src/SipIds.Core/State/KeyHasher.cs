using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>Hashes values into <see cref="StateKey"/>s under a secret of its own: 128 bits by multiply-and-fold in two lanes, a few nanoseconds for a Call-ID.</summary>
/// <remarks>The secret is random for a live run and fixed for a replay, where the same capture must give the same result.</remarks>
public sealed class KeyHasher
{
    /// <summary>Bytes of a secret.</summary>
    public const int SecretLength = 32;

    private readonly ulong _secret0;
    private readonly ulong _secret1;
    private readonly ulong _secret2;
    private readonly ulong _secret3;

    private KeyHasher(ReadOnlySpan<byte> secret)
    {
        _secret0 = BinaryPrimitives.ReadUInt64LittleEndian(secret);
        _secret1 = BinaryPrimitives.ReadUInt64LittleEndian(secret[8..]);
        _secret2 = BinaryPrimitives.ReadUInt64LittleEndian(secret[16..]);
        _secret3 = BinaryPrimitives.ReadUInt64LittleEndian(secret[24..]);
    }

    /// <summary>A hasher with a secret that nobody knows.</summary>
    public static KeyHasher CreateSecret()
    {
        Span<byte> secret = stackalloc byte[SecretLength];
        RandomNumberGenerator.Fill(secret);
        return new(secret);
    }

    /// <summary>A hasher with a secret of the caller's, for keys that outlive the process.</summary>
    /// <param name="secret">As many random bytes as <see cref="SecretLength"/> says.</param>
    public static KeyHasher FromSecret(ReadOnlySpan<byte> secret)
    {
        return secret.Length == SecretLength ? new(secret) : throw new ArgumentException($"a secret has {SecretLength} bytes", nameof(secret));
    }

    /// <summary>A hasher that always hashes alike, for replays and tests.</summary>
    public static KeyHasher CreateFixed() => new(SHA256.HashData("replay"u8));

    /// <summary>The key of these bytes, case and all.</summary>
    public StateKey Hash(ReadOnlySpan<byte> value)
    {
        var length = value.Length;
        var high = _secret0 ^ (ulong)length;
        var low = _secret2;
        if (length < 16)
        {
            var (first, second) = Short(value);
            Fold(ref high, ref low, first, second);
            return Finish(high, low);
        }

        // The last 16 bytes may overlap the block before them; the length tells apart what that makes alike.
        for (var offset = 0; offset < length - 16; offset += 16)
        {
            Fold(ref high, ref low, Word(value, offset), Word(value, offset + 8));
        }

        Fold(ref high, ref low, Word(value, length - 16), Word(value, length - 8));
        return Finish(high, low);
    }

    /// <summary>The key of ASCII letters in any case: <c>A</c> to <c>Z</c> count as <c>a</c> to <c>z</c>. Values over 256 bytes are cut there.</summary>
    public StateKey HashIgnoreCase(ReadOnlySpan<byte> value)
    {
        Span<byte> lower = stackalloc byte[256];
        value = value[..Math.Min(value.Length, lower.Length)];
        if (System.Text.Ascii.ToLower(value, lower, out var written) is not System.Buffers.OperationStatus.Done)
        {
            // It stopped at a byte that is no ASCII; what follows is folded alike.
            for (; written < value.Length; written++)
            {
                var letter = value[written];
                lower[written] = (byte)(letter is >= (byte)'A' and <= (byte)'Z' ? letter | 0x20 : letter);
            }
        }

        return Hash(lower[..value.Length]);
    }

    /// <summary>The key of a text whose <c>%41</c> stands for <c>A</c> (RFC 3261 §19.1.4): the same however it is escaped. What is over 256 bytes without its escapes is cut there.</summary>
    public StateKey HashUnescaped(ReadOnlySpan<byte> value)
    {
        Span<byte> plain = stackalloc byte[256];
        var length = 0;
        for (var index = 0; index < value.Length && length < plain.Length; index++)
        {
            var isEscape = value[index] == '%' && index + 2 < value.Length
                && char.IsAsciiHexDigit((char)value[index + 1]) && char.IsAsciiHexDigit((char)value[index + 2]);
            plain[length++] = isEscape ? (byte)((HexValue(value[index + 1]) << 4) | HexValue(value[index + 2])) : value[index];
            index += isEscape ? 2 : 0;
        }

        return Hash(plain[..length]);
    }

    /// <summary>The key of an address.</summary>
    public StateKey Hash(NetAddress address)
    {
        var (high, low) = (_secret0, _secret2);
        Fold(ref high, ref low, address.High, address.Low);
        return Finish(high, low);
    }

    /// <summary>The key of an address and a port.</summary>
    public StateKey Hash(NetEndpoint endpoint) => Hash(endpoint.Address).With(endpoint.Port);

    internal static ulong Mix(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    // Both halves of one product carry on: 128 bits of state a multiplication.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fold(ref ulong high, ref ulong low, ulong first, ulong second)
    {
        var upper = Math.BigMul(high ^ first, low ^ second, out var lower);
        high = upper + (second ^ _secret1);
        low = lower + (first ^ _secret3);
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private StateKey Finish(ulong high, ulong low) => new(Mix(high ^ _secret1, low ^ _secret0), Mix(low ^ _secret3, BitOperations.RotateLeft(high, 32) ^ _secret2));

    private static ulong Word(ReadOnlySpan<byte> value, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(value[offset..]);

    private static (ulong First, ulong Second) Short(ReadOnlySpan<byte> value) => value.Length switch
    {
        >= 8 => (Word(value, 0), Word(value, value.Length - 8)),
        >= 4 => (BinaryPrimitives.ReadUInt32LittleEndian(value), BinaryPrimitives.ReadUInt32LittleEndian(value[^4..])),
        > 0 => (value[0] | ((ulong)value[value.Length / 2] << 8), value[^1]),
        _ => default,
    };
}
