namespace SipIds.Configuration.Binding;

/// <summary>Says what a key that is not known here probably should be.</summary>
internal static class UnknownKeyMessage
{
    private const int MostListed = 8;

    /// <param name="key">The key.</param>
    /// <param name="parent">The path of the map that it stands in; empty at the top level.</param>
    /// <param name="known">The keys that the map has.</param>
    /// <param name="schema">The schema of the whole file.</param>
    public static string For(string key, string parent, IEnumerable<string> known, SettingsSchema schema)
    {
        var shown = Shown.Of(key);
        var here = parent.Length == 0 ? "" : $" in '{parent}'";
        if (key.Length == 0)
        {
            return "a key is missing before the colon";
        }

        var homes = schema.Settings.Where(s => string.Equals(s.Key, key, StringComparison.Ordinal)).Select(s => s.Parent).ToList();
        if (homes.Count > 0)
        {
            return $"'{shown}' belongs {Places(homes)}, not {(parent.Length == 0 ? "at the top level" : $"under '{parent}'")}";
        }

        var names = known.ToList();
        var hint = NearestName.Hint(key, names);
        return hint.Length == 0 && names.Count is > 0 and <= MostListed
            ? $"unknown key '{shown}'{here}; its keys are {string.Join(", ", names)}"
            : $"unknown key '{shown}'{here}{hint}";
    }

    private static string Places(List<string> homes) => homes switch
    {
        _ when homes.Contains("") => "at the top level",
        { Count: 1 } => $"under '{homes[0]}'",
        { Count: 2 } => $"under '{homes[0]}' or '{homes[1]}'",
        _ => $"under one section such as '{homes[0]}'",
    };
}
