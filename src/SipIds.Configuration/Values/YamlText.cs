using System.Buffers;
using System.Globalization;
using System.Text;

namespace SipIds.Configuration.Values;

/// <summary>Writes text so that YAML reads it back unchanged, in a list too.</summary>
internal static class YamlText
{
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@+-~=%");

    public static string Quote(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                < ' ' or (>= '\x7F' and < '\xA0') or '\u2028' or '\u2029' or '\uFEFF'
                    => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsPlain(string text) =>
        text.Length > 0
        && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '_' or '/')
        && text[^1] != ':'
        && text is not ("null" or "true" or "false")
        && text is not ['0', >= '0' and <= '9', ..]
        && !text.AsSpan().ContainsAnyExcept(s_plain);
}
