using SipIds.Configuration.Values;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Binding;

/// <summary>Reads <c>key=value</c> of the command line, with a dotted path for a key, into a document of that one key.</summary>
internal static class Override
{
    private static readonly Place s_argument = new(1, 1);

    /// <summary>The document; null if the argument is no setting, which has then been reported.</summary>
    public static Node? Read(SettingsSchema schema, string argument, FaultList faults)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        var path = argument[..Math.Max(equals, 0)].Trim();
        if (path.Length == 0)
        {
            faults.Add(s_argument, "expected key=value, such as limits.message=64KiB");
            return null;
        }

        var keys = KeysOf(schema, path);
        var node = ValueOf(argument[(equals + 1)..].Trim(), faults);
        foreach (var key in keys.AsEnumerable().Reverse())
        {
            node = node is null ? null : new MapNode(s_argument, [new(new(s_argument, key, isPlain: true), node)]);
        }

        return node;
    }

    // Only what looks like YAML is read as YAML, so that '#', '*' and ': ' need no quotes of their own on a command line.
    private static Node? ValueOf(string text, FaultList faults) => text is ['[' or '{' or '"' or '\'', ..]
        ? NodeReader.Read(text, faults)
        : new ScalarNode(s_argument, text, isPlain: true);

    // The keys of a map, such as addresses, may hold dots: below a map of single values there is but one key.
    private static List<string> KeysOf(SettingsSchema schema, string path)
    {
        var keys = new List<string>();
        SettingType? type = null;
        var rest = path;
        while (rest.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot && type is not MapType { Element: not RecordType })
        {
            var key = rest[..dot];
            type = keys.Count == 0
                ? schema.Find(key)?.Type
                : (type as RecordType)?.Find(key)?.Type ?? (type as MapType)?.Element;
            keys.Add(key);
            rest = rest[(dot + 1)..];
        }

        keys.Add(rest);
        return keys;
    }
}
