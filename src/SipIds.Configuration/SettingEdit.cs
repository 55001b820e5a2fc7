namespace SipIds.Configuration;

/// <summary>A new value for one setting in the text of a <c>sipcnf.yaml</c>.</summary>
/// <param name="Path">The setting's dotted path.</param>
/// <param name="Value">The value as YAML writes it: a number, a word, a duration.</param>
/// <param name="Comment">What is said beside it, on one line and without <c>#</c>.</param>
public sealed record SettingEdit(string Path, string Value, string Comment);
