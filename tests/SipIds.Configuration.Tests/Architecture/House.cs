using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Arch = ArchUnitNET.Domain.Architecture;

namespace SipIds.Configuration.Tests.Architecture;

/// <summary>What the types of the product use of each other, as compiled.</summary>
internal static class House
{
    private static readonly Arch s_architecture = new ArchLoader().LoadAssemblies(
        typeof(SipPacket).Assembly,
        typeof(Preprocessors.BuiltIn).Assembly,
        typeof(Capture.PcapFile.CaptureFile).Assembly,
        typeof(Outputs.OutputsOptions).Assembly,
        typeof(Host.ExitCode).Assembly).Build();

    /// <summary>The types of an assembly.</summary>
    public static IEnumerable<IType> TypesOf(string assembly) =>
        s_architecture.Types.Where(type => type.Assembly.Name.Split(',')[0] == assembly && type.Namespace.FullName.StartsWith("SipIds", StringComparison.Ordinal));

    /// <summary>Each use of one type of an assembly by another.</summary>
    public static IEnumerable<Use> Uses(string assembly)
    {
        var types = TypesOf(assembly).ToHashSet();
        return types.SelectMany(type => type.Dependencies.Select(d => new Use(type, d.Target))).Where(use => types.Contains(use.To)).Distinct();
    }

    /// <summary>The namespace of a type beneath another, dotted; empty for a type that stands in that one, or outside it.</summary>
    public static string RoomOf(IType type, string hall)
    {
        var name = type.Namespace.FullName;
        return name.StartsWith(hall + ".", StringComparison.Ordinal) ? name[(hall.Length + 1)..] : "";
    }

    /// <summary>One type uses another.</summary>
    internal readonly record struct Use(IType From, IType To)
    {
        public override string ToString() => $"{From.FullName} uses {To.FullName}";
    }
}
