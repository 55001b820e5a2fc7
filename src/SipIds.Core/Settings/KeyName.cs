namespace SipIds.Settings;

/// <summary>The names that keys of <c>sipcnf.yaml</c> and events have.</summary>
internal static class KeyName
{
    /// <summary>Whether a text is lower-case words, joined by this.</summary>
    public static bool Is(string text, char joint) =>
        text.Split(joint).All(word => word.Length > 0 && word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))) && char.IsAsciiLetterLower(text[0]);
}
