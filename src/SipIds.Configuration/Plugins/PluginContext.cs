using System.Reflection;
using System.Runtime.Loader;

namespace SipIds.Configuration.Plugins;

/// <summary>Where one plugin lives with its own dependencies.</summary>
/// <remarks>
/// Files are read, not mapped: they may be replaced while the program runs.
/// A context that nobody holds begins to unload, even while what it loaded is in use; so the registrations of its preprocessors hold it.
/// </remarks>
internal sealed class PluginContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    /// <exception cref="InvalidOperationException">A file that the plugin's .deps.json lists is missing.</exception>
    public PluginContext(string file)
        : base(Path.GetFileNameWithoutExtension(file), isCollectible: true) => _resolver = new(file);

    /// <summary>The file of an assembly that the plugin brought; null if it did not.</summary>
    public string? FileOf(string assembly) => _resolver.ResolveAssemblyToPath(new(assembly));

    public Assembly LoadFile(string file)
    {
        using var image = new MemoryStream(File.ReadAllBytes(file));
        var symbols = Path.ChangeExtension(file, ".pdb");
        using var debug = File.Exists(symbols) ? new MemoryStream(File.ReadAllBytes(symbols)) : null;
        return LoadFromStream(image, debug);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name ?? "";
        if (name == SharedAssemblies.ContractName.Name)
        {
            return SharedAssemblies.Contract;
        }

        if (_resolver.ResolveAssemblyToPath(assemblyName) is { } file)
        {
            return LoadFile(file);
        }

        // Null would go on to the program's own libraries, which are not the plugin's to use.
        return SharedAssemblies.IsOfFramework(name) ? null : throw new FileNotFoundException($"{name} is neither beside the plugin nor part of .NET");
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } file ? LoadUnmanagedDllFromPath(file) : 0;
}
