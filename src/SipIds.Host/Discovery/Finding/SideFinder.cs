using SipIds.Host.Discovery.Survey;
using SipIds.Packets;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Which networks are behind which interface: those whose servers, trunks and phones were only heard there.</summary>
internal static class SideFinder
{
    public const string Setting = "sides";

    private const int MostNetworks = 32;
    private const int MessagesThatShow = 20;
    private const int BitsOfIPv4 = 24;
    private const int BitsOfIPv6 = 64;

    /// <summary>A proposal for each interface behind which something is.</summary>
    /// <param name="hosts">The hosts.</param>
    /// <param name="doors">The names of the interfaces.</param>
    public static IEnumerable<Proposal> Of(IReadOnlyList<SeenHost> hosts, IReadOnlyDictionary<int, string> doors)
    {
        var heard = hosts.Where(host => host is { Rank: > 0, Accusations.Count: 0 } && host.Doors.Count > 0).ToList();
        if (heard.SelectMany(host => host.Doors.Keys).Distinct().Count(doors.ContainsKey) < 2)
        {
            yield break;
        }

        var networks = heard.GroupBy(host => NetworkOf(host.Address)).Select(network => (Prefix: network.Key, Hosts: network.ToList(), Door: DoorOf(network))).ToList();
        foreach (var side in networks.Where(network => doors.ContainsKey(network.Door)).GroupBy(network => network.Door).OrderBy(side => side.Key))
        {
            var named = side.OrderByDescending(network => network.Hosts.Count).Take(MostNetworks).Select(network => $"{network.Prefix}");
            var (count, messages) = (side.Sum(network => network.Hosts.Count), side.Sum(network => network.Hosts.Sum(host => host.Sent)));
            yield return new(Setting, $"{doors[side.Key]}: [{string.Join(", ", named)}]", count > 1 && messages >= MessagesThatShow ? Confidence.Fair : Confidence.Weak,
                $"{Count(count, "host")} of {(side.Count() == 1 ? "this network" : "these networks")} sent {Count(messages, "message")} and {(count == 1 ? "was" : "were")} heard by this interface first, or by no other.");
        }
    }

    private static NetPrefix NetworkOf(NetAddress address) => NetPrefix.Parse($"{address}/{(address.IsIPv4 ? BitsOfIPv4 : BitsOfIPv6)}");

    // A network of which two interfaces hear something is behind none of them.
    private static int DoorOf(IEnumerable<SeenHost> network)
    {
        var doors = network.SelectMany(host => host.Doors).Where(door => door.Value > 0).Select(door => door.Key).Distinct().ToList();
        return doors.Count == 1 ? doors[0] : 0;
    }
}
