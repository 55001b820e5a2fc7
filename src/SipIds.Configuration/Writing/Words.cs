using SipIds.Configuration.Schema;
using SipIds.Configuration.Values;

namespace SipIds.Configuration.Writing;

/// <summary>What is said of a setting beside its help, in the same words wherever it is said.</summary>
internal static class Words
{
    // A setting that governs more, such as the period, governs nearly all of a kind.
    private const int MostEvents = 6;

    /// <summary>Default, range, restart and events: <c>Default: 60; allowed: 1 to 1000000. Event: spit-caller.</c></summary>
    /// <param name="member">The setting, or the section.</param>
    /// <param name="needsRestart">Whether this is the place to say so.</param>
    public static string Facts(Member member, bool needsRestart)
    {
        var type = member.Type;
        var allowed = type.Range is { } range && type.Choices.Count == 0 ? $"; allowed: {range}" : "";
        return string.Join(' ', new[]
        {
            type is RecordType ? "" : $"{Default(member)}{allowed}.",
            needsRestart ? "Restart." : "",
            Events(member),
        }.Where(part => part.Length > 0));
    }

    /// <summary>All that the schema of an editor cannot say in its own way, on one line.</summary>
    public static string Description(Member member)
    {
        var (setting, type) = (member.Setting, member.Type);
        return string.Join(' ', new[]
        {
            setting.Help,
            string.Join(' ', type.Choices.Select(choice => $"{choice.Name}: {choice.Help}.")),
            setting.Example.Length > 0 && !IsBlock(setting.Example) ? $"Such as: {setting.Example}" : "",
            type is DurationType && type.Range is { } range ? $"Allowed: {range}." : "",
            setting.NeedsRestart ? "Restart." : "",
            Events(member),
        }.Where(part => part.Length > 0));
    }

    /// <summary>The help, with the example where that is short, and else with the words that lead to it.</summary>
    public static string Help(Member member) => member.Setting switch
    {
        { Example: "" } setting => setting.Help,
        var setting when IsBlock(setting.Example) => $"{setting.Help} Such as:",
        var setting => $"{setting.Help} Such as: {Wrap.Whole(setting.Example)}",
    };

    /// <summary>The lines of an example that has several.</summary>
    public static string[] ExampleLines(Member member) =>
        IsBlock(member.Setting.Example) ? member.Setting.Example.ReplaceLineEndings("\n").Split('\n') : [];

    private static bool IsBlock(string example) => example.Contains('\n', StringComparison.Ordinal);

    private static string Events(Member member) => member.Events switch
    {
        _ when member.Setting.GovernsAll => "Events: all.",
        [] or { Count: > MostEvents } => "",
        [var only] => $"Event: {only}.",
        var several => $"Events: {string.Join(", ", several)}.",
    };

    private static string Default(Member member) => (member with { Value = member.Default }).Format() switch
    {
        "null" => "Default: unset",
        "{}" or "[]" or "\"\"" => "Default: none",
        _ when member.Type.FormatLines(member.Default!) is { Count: > 4 } => "Default: as below",
        var text => $"Default: {text}",
    };
}
