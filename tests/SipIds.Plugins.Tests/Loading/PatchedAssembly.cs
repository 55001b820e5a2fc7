using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text;

namespace SipIds.Plugins.Tests.Loading;

/// <summary>An assembly in which a reference was changed, as if it had been built against something else.</summary>
internal static class PatchedAssembly
{
    // ECMA-335 §II.22.5: a row of AssemblyRef begins with the four numbers of the version, two bytes each.
    public static byte[] WithReference(string file, string name, Version version) => Patch(file, name, (bytes, _, _, row) =>
    {
        BitConverter.TryWriteBytes(bytes.AsSpan(row), (ushort)version.Major);
        BitConverter.TryWriteBytes(bytes.AsSpan(row + 2), (ushort)version.Minor);
    });

    /// <summary>The same assembly with a reference to something of another name of the same length.</summary>
    public static byte[] WithReference(string file, string name, string otherName) => Patch(file, name, (bytes, reader, reference, _) =>
    {
        var text = reader.GetHeapMetadataOffset(HeapIndex.String) + reader.GetHeapOffset(reader.GetAssemblyReference(reference).Name);
        Encoding.UTF8.GetBytes(otherName, bytes.AsSpan(MetadataStart(bytes) + text, name.Length));
    });

    private static byte[] Patch(string file, string name, Action<byte[], MetadataReader, AssemblyReferenceHandle, int> change)
    {
        var bytes = File.ReadAllBytes(file);
        using var image = new PEReader(new MemoryStream(File.ReadAllBytes(file)));
        var reader = image.GetMetadataReader();
        var reference = reader.AssemblyReferences.Single(r => reader.StringComparer.Equals(reader.GetAssemblyReference(r).Name, name));
        var row = reader.GetTableMetadataOffset(TableIndex.AssemblyRef) + ((MetadataTokens.GetRowNumber(reference) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef));
        change(bytes, reader, reference, MetadataStart(bytes) + row);
        return bytes;
    }

    private static int MetadataStart(byte[] bytes)
    {
        using var image = new PEReader(new MemoryStream(bytes));
        return image.PEHeaders.MetadataStartOffset;
    }
}
