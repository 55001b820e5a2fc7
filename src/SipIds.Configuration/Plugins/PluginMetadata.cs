using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SipIds.Configuration.Plugins;

/// <summary>What an assembly says of itself before any of it runs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="References">The assemblies that it uses.</param>
/// <param name="DefinesPart">Whether one of its types says that it is a preprocessor, or something else that plugins add.</param>
internal sealed record PluginMetadata(string Name, IReadOnlyList<(string Name, Version Version)> References, bool DefinesPart)
{
    private static readonly string[] s_interfaces = [.. PluginContract.All.Select(contract => contract.Interface.Name)];

    /// <summary>The version of SipIds.Core that it was built against; null if it does not use it.</summary>
    public Version? Contract => References.FirstOrDefault(r => r.Name == SharedAssemblies.ContractName.Name).Version;

    /// <summary>Whether it uses SipIds.Core.</summary>
    public bool UsesContract => Contract is not null;

    /// <summary>Reads a file; null if it is no .NET assembly.</summary>
    public static PluginMetadata? TryRead(string file)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(file));
            return image.HasMetadata && image.GetMetadataReader() is { IsAssembly: true } reader ? Read(reader) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"it cannot be read: {e.Message}");
        }
    }

    private static PluginMetadata Read(MetadataReader reader)
    {
        var references = reader.AssemblyReferences.Select(reader.GetAssemblyReference).Select(r => (reader.GetString(r.Name), r.Version));
        return new(reader.GetString(reader.GetAssemblyDefinition().Name), [.. references], DefinesAny(reader));
    }

    private static bool DefinesAny(MetadataReader reader) =>
        reader.TypeDefinitions.SelectMany(type => reader.GetTypeDefinition(type).GetInterfaceImplementations())
            .Any(implemented => IsContract(reader, reader.GetInterfaceImplementation(implemented).Interface));

    private static bool IsContract(MetadataReader reader, EntityHandle type)
    {
        if (type.Kind is not HandleKind.TypeSpecification)
        {
            return false;
        }

        // ECMA-335 §II.23.2.14: GENERICINST, CLASS, the generic type.
        var signature = reader.GetBlobReader(reader.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
        return signature.ReadSignatureTypeCode() is SignatureTypeCode.GenericTypeInstance
            && signature.ReadByte() is (byte)SignatureTypeKind.Class
            && signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } generic
            && s_interfaces.Contains(reader.GetString(reader.GetTypeReference((TypeReferenceHandle)generic).Name), StringComparer.Ordinal);
    }
}
