using ArchUnitNET.Domain;

namespace SipIds.Configuration.Tests.Architecture;

/// <summary>The floors of SipIds.Core, as docs/architecture.md lists its folders: each uses only those above it in the list.</summary>
public sealed class FloorsTests
{
    private static readonly string[] s_floors = ["Settings", "Packets", "State", "Sip", "Streams", "", "Events", "Outputs", "Calls", "Options", "Preprocessing", "Pipeline"];

    [Fact]
    public void Each_floor_of_Core_uses_only_the_floors_beneath_it() =>
        Assert.Empty(House.Uses("SipIds.Core").Where(use => FloorOf(use.From) < FloorOf(use.To)).Select(use => use.ToString()).Distinct(StringComparer.Ordinal));

    [Fact]
    public void Every_type_of_Core_stands_on_a_floor() =>
        Assert.All(House.TypesOf("SipIds.Core"), type => Assert.InRange(FloorOf(type), 0, s_floors.Length - 1));

    [Fact]
    public void What_a_method_calls_is_a_use_too() =>
        Assert.Contains(House.Uses("SipIds.Core"), use => (use.From.Name, use.To.Name) is ("Intake", "CutMessage"));

    [Fact]
    public void Of_the_streams_only_the_framing_knows_SIP() =>
        Assert.Empty(House.Uses("SipIds.Core")
            .Where(use => House.RoomOf(use.From, "SipIds") is "Streams" or "Streams.Layers" && House.RoomOf(use.To, "SipIds").Split('.') is ["Sip", ..] or ["Streams", "Framing", ..])
            .Select(use => use.ToString()));

    private static int FloorOf(IType type) => Array.IndexOf(s_floors, House.RoomOf(type, "SipIds").Split('.')[0]);
}
