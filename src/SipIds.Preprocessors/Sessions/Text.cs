using SipIds.Packets;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Values as the detail of an alert shows them.</summary>
internal static class Text
{
    public static ReadOnlySpan<byte> Of(NetAddress address, Span<byte> buffer) =>
        address.TryFormat(buffer, out var written, default, null) ? buffer[..written] : default;
}
