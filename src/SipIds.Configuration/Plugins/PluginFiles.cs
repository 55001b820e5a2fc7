namespace SipIds.Configuration.Plugins;

/// <summary>Finds the assemblies that a path of <c>plugins.paths</c> means.</summary>
internal static class PluginFiles
{
    /// <summary>The file itself; of a folder the assemblies in it and in its subfolders that use SipIds.Core, in the order of their names.</summary>
    /// <exception cref="PluginRefusedException">There is nothing of the kind.</exception>
    public static IReadOnlyList<string> In(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new PluginRefusedException("there is no such file or folder");
        }

        string[] folders = [path, .. Directory.GetDirectories(path).Order(StringComparer.Ordinal)];
        var files = folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll").Order(StringComparer.Ordinal)).Where(IsPlugin).ToList();
        return files.Count > 0 ? files : throw new PluginRefusedException("there is no plugin in this folder: no assembly in it or in its subfolders uses SipIds.Core");
    }

    // What the program itself is made of may lie beside a plugin that was not published with care.
    private static bool IsPlugin(string file)
    {
        try
        {
            return !SharedAssemblies.IsOfProgram(Path.GetFileNameWithoutExtension(file)) && PluginMetadata.TryRead(file) is { UsesContract: true, DefinesPart: true };
        }
        catch (PluginRefusedException)
        {
            // It may be one, and is refused by its own name; the others in the folder are not.
            return true;
        }
    }
}
