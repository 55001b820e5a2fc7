using System.Reflection;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>What a plugin shares with the program: SipIds.Core and .NET itself. Everything else it must bring.</summary>
internal static class SharedAssemblies
{
    private static readonly string[] s_trusted =
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static readonly string s_program = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    // A program that was published with its .NET has all in one folder, and nothing tells the two apart.
    private static readonly bool s_isSelfContained = FolderOf(typeof(object).Assembly.Location) is var folder && (folder.Length == 0 || folder == s_program);

    private static readonly HashSet<string> s_framework =
        NamesOf(s_trusted.Where(file => s_isSelfContained || FolderOf(file) != s_program));

    private static readonly HashSet<string> s_ofProgram =
        NamesOf(s_trusted.Where(file => !s_isSelfContained && FolderOf(file) == s_program));

    /// <summary>The contract, as this program has it.</summary>
    public static Assembly Contract { get; } = typeof(IPreprocessor).Assembly;

    /// <summary>The name of the contract.</summary>
    public static AssemblyName ContractName { get; } = Contract.GetName();

    /// <summary>Whether an assembly is a part of .NET.</summary>
    public static bool IsOfFramework(string name) => s_framework.Contains(name) && name != ContractName.Name;

    /// <summary>Whether an assembly is a part of the running program.</summary>
    public static bool IsOfProgram(string name) => s_ofProgram.Contains(name) || name == ContractName.Name;

    private static HashSet<string> NamesOf(IEnumerable<string> files) => files.Select(file => Path.GetFileNameWithoutExtension(file)).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private static string FolderOf(string file) => Path.GetDirectoryName(file) ?? "";
}
