namespace SipIds.Configuration;

/// <summary>Text of a user, made fit for one line of a message.</summary>
internal static class Shown
{
    private const int Longest = 60;

    public static string Of(string text)
    {
        var shown = text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text;
        return string.Create(shown.Length, shown, static (characters, source) =>
        {
            for (var i = 0; i < characters.Length; i++)
            {
                characters[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? '?' : source[i];
            }
        });
    }
}
