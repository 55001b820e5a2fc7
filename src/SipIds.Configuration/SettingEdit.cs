namespace SipIds.Configuration;

/// <summary>A new value for one setting in the text of a <c>sipcnf.yaml</c>.</summary>
/// <param name="Path">The setting's dotted path.</param>
/// <param name="Value">The value as YAML writes it on one line: a number, a word, a duration, a list in brackets.</param>
/// <param name="Comment">What is said beside it, on one line and without <c>#</c>.</param>
public sealed record SettingEdit(string Path, string Value, string Comment)
{
    /// <summary>Entries that a list gets beside those that it has in the file; null for another value. <see cref="Value"/> is for a file that has no such list.</summary>
    public IReadOnlyList<string>? Added { get; init; }

    /// <summary>What the comment begins with; the next change with the same mark replaces it.</summary>
    public string Mark { get; init; } = SipcnfEditor.CommentMark;
}
