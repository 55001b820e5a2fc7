using YamlDotNet.Core;

namespace SipIds.Configuration.Yaml;

/// <summary>What a person can do about text that is no YAML, by a word in the parser's complaint.</summary>
internal static class YamlAdvice
{
    /// <summary>Our own complaint about what the parser lets pass.</summary>
    public const string MissingNode = "a key or a value is missing before this place";

    private static readonly (string Complaint, string Advice)[] s_advice =
    [
        ("tab", "a tab where YAML wants spaces; indent with spaces"),
        ("quoted scalar, found unexpected end", "a quote is opened here and not closed"),
        ("unknown escape character", @"an unknown escape between double quotes; write \\ for a backslash, or use single quotes"),
        ("cannot start any token", "text that starts with @, ` or % must be in quotes"),
        ("invalid mapping",
            "a second 'key:' in one value; check the indentation and the colon of the line before, or put the text in quotes"),
        ("',' or ']'", "a comma or the closing ] is missing in the list that starts here"),
        ("',' or '}'", "a comma or the closing } is missing in the map that starts here"),
        ("expected '-' indicator", "a list item must start with '- ' and stand below the item before it"),
        ("sequence entries are not allowed", "a list item '- ' must start a line of its own; if it is text, put it in quotes"),
        (MissingNode, MissingNode),
        ("<document ", "text that belongs to nothing before it; expected lines of 'key: value'"),
        ("anchor or alias", "text that starts with & or * must be in quotes"),
        ("directive", "text that starts with % must be in quotes"),
        ("did not find expected key", "expected 'key: value' here; check the indentation, the colon and the quotes"),
    ];

    public static string For(YamlException fault)
    {
        foreach (var (complaint, advice) in s_advice)
        {
            if (fault.Message.Contains(complaint, StringComparison.Ordinal))
            {
                return advice;
            }
        }

        return $"this is not YAML: {fault.Message}";
    }
}
