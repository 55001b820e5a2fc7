namespace SipIds.Configuration.Plugins;

/// <summary>What an assembly must keep to be loaded.</summary>
internal static class PluginRules
{
    /// <exception cref="PluginRefusedException">It does not use a contract that this program keeps.</exception>
    public static PluginMetadata Check(string file)
    {
        var metadata = PluginMetadata.TryRead(file) ?? throw new PluginRefusedException("this is no .NET assembly");
        if (metadata.Contract is not { } built)
        {
            throw new PluginRefusedException("it does not use SipIds.Core, so there is no plugin in it");
        }

        var here = SharedAssemblies.ContractName.Version!;
        if (!Keeps(here, built))
        {
            throw new PluginRefusedException($"it was built against SipIds.Core {built.ToString(2)}, and this is {here.ToString(2)}; build it against the package of this version");
        }

        var runtime = metadata.References.FirstOrDefault(r => r.Name == "System.Runtime").Version;
        if (runtime > Environment.Version)
        {
            throw new PluginRefusedException($"it was built for .NET {runtime.Major}, and this is .NET {Environment.Version.Major}");
        }

        return metadata;
    }

    /// <exception cref="PluginRefusedException">Something that it uses is not there.</exception>
    public static void CheckDependencies(PluginMetadata plugin, PluginContext context)
    {
        foreach (var (name, version) in plugin.References.Where(r => r.Name != SharedAssemblies.ContractName.Name))
        {
            if (context.FileOf(name) is { } file)
            {
                CheckVersion(name, version, file);
            }
            else if (!SharedAssemblies.IsOfFramework(name))
            {
                throw new PluginRefusedException($"it needs {name} {version}, which is neither beside it nor part of .NET");
            }
        }
    }

    // Semantic Versioning: before 1.0 every minor version may break, after it only a major one.
    private static bool Keeps(Version here, Version built) =>
        built.Major == here.Major && (here.Major == 0 ? built.Minor == here.Minor : built.Minor <= here.Minor);

    private static void CheckVersion(string name, Version wanted, string file)
    {
        var found = System.Reflection.AssemblyName.GetAssemblyName(file).Version;
        if (found < wanted)
        {
            throw new PluginRefusedException($"it needs {name} {wanted}, and beside it is {found}");
        }
    }
}
