using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Tools;

/// <summary>Tools whose offers always have the same session name, whatever was changed in their headers: sippts and svwar.</summary>
internal static class SessionNameFingerprint
{
    private static ReadOnlySpan<byte> Version => "v=0\r\no="u8;

    private static ReadOnlySpan<byte> Sippts => "s=SIPPTS"u8;

    private static ReadOnlySpan<byte> Svwar => "s=svwar"u8;

    /// <summary>The tool; empty if it is none of them. They write the name into the third line.</summary>
    public static ReadOnlySpan<byte> Find(in SipMessage message)
    {
        var body = message.Body;
        if (!body.StartsWith(Version))
        {
            return default;
        }

        var origin = body[Version.Length..];
        var name = origin[(origin.IndexOf((byte)'\n') + 1)..];
        return IsLine(name, Sippts) ? SipptsFingerprint.Description : IsLine(name, Svwar) ? "SIPVicious svwar"u8 : default;
    }

    private static bool IsLine(ReadOnlySpan<byte> text, ReadOnlySpan<byte> line) =>
        text.StartsWith(line) && text.Length > line.Length && text[line.Length] is (byte)'\r' or (byte)'\n';
}
