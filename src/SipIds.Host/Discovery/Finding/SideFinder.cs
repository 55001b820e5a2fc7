using SipIds.Host.Discovery.Survey;
using SipIds.Packets;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Which networks are behind which interface: those whose packets came by it first and by another after it. What was heard by one interface alone may be on either side of it.</summary>
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
        var heard = hosts.Where(host => host is { Rank: > 0, Accusations.Count: 0 }).ToList();
        var crosses = heard.Exists(host => host.Crossed.Count > 0);
        if (heard.SelectMany(host => host.Doors.Keys).Distinct().Count(doors.ContainsKey) < 2)
        {
            yield break;
        }

        var networks = heard.GroupBy(host => NetworkOf(host.Address)).Select(network => (Prefix: network.Key, Hosts: network.ToList(), Door: DoorOf(network, crosses))).ToList();
        foreach (var side in networks.Where(network => doors.ContainsKey(network.Door)).GroupBy(network => network.Door).OrderBy(side => side.Key))
        {
            var named = side.OrderByDescending(network => network.Hosts.Count).Take(MostNetworks).Select(network => $"{network.Prefix}");
            var (count, messages) = (side.Sum(network => network.Hosts.Count), side.Sum(network => network.Hosts.Sum(host => DoorsOf(host, crosses).Values.Sum())));
            yield return new(Setting, $"{doors[side.Key]}: [{string.Join(", ", named)}]", crosses && messages >= MessagesThatShow ? Confidence.Fair : Confidence.Weak,
                $"{Count(messages, "message")} of {Count(count, "host")} there came by this interface " + (crosses ? "first and by another after it." : "alone. They may be on either side of it: nothing was seen at two interfaces."));
        }
    }

    private static Dictionary<int, long> DoorsOf(SeenHost host, bool crosses) => crosses ? host.Crossed : host.Doors;

    private static NetPrefix NetworkOf(NetAddress address) => NetPrefix.Parse($"{address}/{(address.IsIPv4 ? BitsOfIPv4 : BitsOfIPv6)}");

    // A network of which two interfaces hear something first is behind none of them.
    private static int DoorOf(IEnumerable<SeenHost> network, bool crosses)
    {
        var doors = network.SelectMany(host => DoorsOf(host, crosses).Keys).Distinct().ToList();
        return doors.Count == 1 ? doors[0] : 0;
    }
}
