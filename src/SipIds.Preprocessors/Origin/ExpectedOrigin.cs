using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Origin;

/// <summary>Reports a message from the wrong place with the place or the two places that it should have come from.</summary>
internal static class ExpectedOrigin
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Report(Inspection inspection, EventDescriptor descriptor, NetEndpoint first, NetEndpoint second = default)
    {
        Span<byte> buffer = stackalloc byte[(2 * NetEndpoint.MaxTextLength) + 16];
        var length = Append(buffer, 0, "expected "u8, first);
        length = second == first || second.Address.IsNone ? length : Append(buffer, length, " or "u8, second);
        inspection.Report(descriptor, buffer[..length]);
    }

    /// <summary>The mild form of <see cref="Report"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Notice(Inspection inspection, EventDescriptor descriptor, NetEndpoint expected)
    {
        Span<byte> buffer = stackalloc byte[NetEndpoint.MaxTextLength + 16];
        inspection.Notice(descriptor, buffer[..Append(buffer, 0, "expected "u8, expected)]);
    }

    private static int Append(Span<byte> buffer, int start, ReadOnlySpan<byte> words, NetEndpoint endpoint)
    {
        words.CopyTo(buffer[start..]);
        _ = endpoint.TryFormat(buffer[(start + words.Length)..], out var written, default, null);
        return start + words.Length + written;
    }
}
