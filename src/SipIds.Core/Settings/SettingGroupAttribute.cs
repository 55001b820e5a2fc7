namespace SipIds.Settings;

/// <summary>The heading of a group of settings, and what introduces it.</summary>
/// <param name="title">The heading.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class SettingGroupAttribute(string title) : Attribute
{
    /// <summary>The heading.</summary>
    public string Title { get; } = title;

    /// <summary>Paragraphs, and lines of commands, which are indented; empty for none.</summary>
    public string Introduction { get; init; } = "";
}
