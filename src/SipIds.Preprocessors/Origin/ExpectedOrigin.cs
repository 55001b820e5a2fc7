using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Origin;

/// <summary>Reports a message from the wrong place with the place or the two places that it should have come from.</summary>
internal static class ExpectedOrigin
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Report(Inspection inspection, EventDescriptor descriptor, NetEndpoint first, NetEndpoint second = default)
    {
        Span<byte> buffer = stackalloc byte[(2 * NetEndpoint.MaxTextLength) + 16];
        inspection.Report(descriptor, buffer[..Append(buffer, first, second)]);
    }

    /// <summary>Reports a message inside a call whose sender is no party, mildly for a neighbour of one.</summary>
    public static void Report(Inspection inspection, EventDescriptor descriptor, Kinship kinship, in Call call)
    {
        if (kinship is Kinship.Neighbour)
        {
            Notice(inspection, descriptor, call.Caller.First, call.Callee.First);
        }
        else
        {
            Report(inspection, descriptor, call.Caller.First, call.Callee.First);
        }
    }

    /// <summary>The mild form of <see cref="Report(Inspection, EventDescriptor, NetEndpoint, NetEndpoint)"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Notice(Inspection inspection, EventDescriptor descriptor, NetEndpoint first, NetEndpoint second = default)
    {
        Span<byte> buffer = stackalloc byte[(2 * NetEndpoint.MaxTextLength) + 16];
        inspection.Notice(descriptor, buffer[..Append(buffer, first, second)]);
    }

    private static int Append(Span<byte> buffer, NetEndpoint first, NetEndpoint second)
    {
        var length = Append(buffer, 0, "expected "u8, first);
        return second == first || second.Address.IsNone ? length : Append(buffer, length, " or "u8, second);
    }

    private static int Append(Span<byte> buffer, int start, ReadOnlySpan<byte> words, NetEndpoint endpoint)
    {
        words.CopyTo(buffer[start..]);
        _ = endpoint.TryFormat(buffer[(start + words.Length)..], out var written, default, null);
        return start + words.Length + written;
    }
}
