using System.Text;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration;

/// <summary>The text of a <c>sipcnf.yaml</c>, or why there is none.</summary>
/// <param name="Name">The name that faults are reported against.</param>
/// <param name="Text">The text; empty if it was refused.</param>
/// <param name="Refusal">Why there is none; null if there is.</param>
internal sealed record SettingsText(string Name, string Text, ConfigurationFault? Refusal = null)
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file.</summary>
    public static SettingsText OfFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[ConfigurationLoader.MaxBytes + 1];
            var text = OfBytes(bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), path);

            // An editor that was stopped and a full disk leave such a file. Comments alone are somebody's will, and so is /dev/null.
            return text.Refusal is null && file.CanSeek && string.IsNullOrWhiteSpace(text.Text.TrimStart('\uFEFF'))
                ? Refused(path, "the file is empty; write the settings into it that differ from the defaults, or {} where none does")
                : text;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refused(path, "the file does not exist");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(path, $"the file cannot be read: {(Directory.Exists(path) ? "it is a directory" : e is UnauthorizedAccessException ? "this user may not read it" : e.Message)}");
        }
    }

    /// <summary>The text that bytes say, which must be UTF-8.</summary>
    public static SettingsText OfBytes(ReadOnlySpan<byte> utf8, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (utf8.Length > ConfigurationLoader.MaxBytes)
        {
            return Refused(name, "the file is larger than 1 MiB");
        }

        if (utf8 is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Refused(name, "the file is UTF-16; save it as UTF-8");
        }

        try
        {
            return new(name, s_strictUtf8.GetString(utf8));
        }
        catch (DecoderFallbackException e)
        {
            var before = utf8[..Math.Clamp(e.Index, 0, utf8.Length)];
            var place = new Place(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            return new(name, "", new ConfigurationFault(name, place.Line, place.Column, "this is not UTF-8; save the file as UTF-8"));
        }
    }

    /// <summary>A text that is there already.</summary>
    public static SettingsText Of(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return text.Length > ConfigurationLoader.MaxBytes ? Refused(name, "the file is larger than 1 MiB") : new(name, text);
    }

    private static SettingsText Refused(string name, string reason) => new(name, "", new ConfigurationFault(name, 0, 0, reason));
}
