using System.CommandLine.Parsing;

namespace SipIds.Host.Commands;

/// <summary>What can be said against a path before anything is opened.</summary>
internal static class PathRules
{
    public static void RefuseEmpty(SymbolResult paths)
    {
        if (paths.Tokens.Any(token => token.Value.Length == 0))
        {
            paths.AddError("A file has a name; this one is empty.");
        }
    }

    /// <summary>Refuses a misspelt option in the place of a file: whoever has a file of that name writes <c>./</c> before it.</summary>
    public static void RefuseOptions(SymbolResult paths)
    {
        foreach (var token in paths.Tokens)
        {
            if (token.Value is ['-', _, ..])
            {
                paths.AddError($"There is no option '{token.Value}'; a file of that name is './{token.Value}'.");
            }
        }
    }
}
