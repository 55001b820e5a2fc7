using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace SipIds.Sip;

/// <summary>The names of the methods, and the way from a name to its method.</summary>
/// <remarks>A perfect hash of a name's first eight bytes, whose multiplier is searched at start-up, picks the one method to compare with.</remarks>
public static class SipMethods
{
    private const int SlotBits = 5;
    private const int WordLength = sizeof(ulong);

    /// <summary>The length of the longest name, SUBSCRIBE.</summary>
    internal const int Longest = WordLength + 1;

    private static readonly string[] s_names =
    [
        "", "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "PRACK", "SUBSCRIBE", "NOTIFY", "PUBLISH", "INFO", "REFER", "MESSAGE", "UPDATE",
    ];

    private static readonly ulong[] s_words = new ulong[1 << SlotBits];
    private static readonly SipMethod[] s_methods = new SipMethod[1 << SlotBits];
    private static readonly ulong s_multiplier = Build();

    /// <summary>How many values <see cref="SipMethod"/> has.</summary>
    public static int Count => s_names.Length;

    /// <summary>The name on the wire; empty for <see cref="SipMethod.Extension"/>.</summary>
    public static string NameOf(SipMethod method) => s_names[(int)method];

    /// <summary>The method of this name. Methods are case-sensitive (RFC 3261 §7.1).</summary>
    public static SipMethod Find(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest)
        {
            return SipMethod.Extension;
        }

        Span<byte> text = stackalloc byte[Longest];
        text.Clear();
        name.CopyTo(text);
        return FindIn(text, name.Length);
    }

    /// <summary>The method that a lax reader takes a name for: one of any method in other letters' case, and one cut short of the six methods of RFC 3261.</summary>
    /// <remarks>Known stacks compare without regard to case, and those six only over the length of what they read. A name of its own is <see cref="SipMethod.Extension"/>.</remarks>
    public static SipMethod FindLax(ReadOnlySpan<byte> name)
    {
        for (var method = SipMethod.Invite; (int)method < Count && !name.IsEmpty; method++)
        {
            if (Begins(NameOf(method), name) && (name.Length == NameOf(method).Length || method <= SipMethod.Register))
            {
                return method;
            }
        }

        return SipMethod.Extension;
    }

    /// <summary>The method whose name is the first <paramref name="length"/> bytes of <paramref name="text"/>, of which there are <see cref="Longest"/> at least.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SipMethod FindIn(ReadOnlySpan<byte> text, int length)
    {
        var word = BinaryPrimitives.ReadUInt64LittleEndian(text);
        word &= length < WordLength ? (1UL << (8 * length)) - 1 : ulong.MaxValue;
        var slot = SlotOf(word, s_multiplier);
        var method = s_words[slot] == word ? s_methods[slot] : SipMethod.Extension;
        return length == s_names[(int)method].Length && (length < Longest || text[Longest - 1] == 'E') ? method : SipMethod.Extension;
    }

    private static bool Begins(string name, ReadOnlySpan<byte> start) =>
        start.Length <= name.Length && Ascii.EqualsIgnoreCase(start, name.AsSpan(0, start.Length));

    private static int SlotOf(ulong word, ulong multiplier) => (int)((word * multiplier) >> (64 - SlotBits));

    private static ulong Build()
    {
        // The search begins where it ends for the names above.
        var multiplier = 0x1069_E6A5_7E06_665DUL;
        while (!TryFill(multiplier))
        {
            multiplier = (multiplier * 6364136223846793005) + 1442695040888963407;
        }

        return multiplier;
    }

    private static bool TryFill(ulong multiplier)
    {
        Array.Clear(s_words);
        Array.Clear(s_methods);
        Span<byte> bytes = stackalloc byte[WordLength];
        for (var method = 1; method < s_names.Length; method++)
        {
            bytes.Clear();
            Encoding.ASCII.GetBytes(s_names[method].AsSpan(0, Math.Min(s_names[method].Length, WordLength)), bytes);
            var word = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            var slot = SlotOf(word, multiplier);
            if (s_words[slot] != 0)
            {
                return false;
            }

            s_words[slot] = word;
            s_methods[slot] = (SipMethod)method;
        }

        return true;
    }
}
