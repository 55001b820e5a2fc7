using SipIds.Host.Discovery.Survey;
using SipIds.Host.Pages;
using static SipIds.Host.Discovery.Finding.Evidence;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Registrars, and NATs with several phones behind them: there is nothing to set, and much to know.</summary>
internal static class NetworkFinder
{
    private const int MostNats = 10;

    public static IEnumerable<Remark> Of(IReadOnlyList<SeenHost> hosts)
    {
        foreach (var host in hosts.Where(host => host.IsRegistrar))
        {
            yield return new($"registrar {host.Address}", Registrar(host));
        }

        var nats = hosts.Where(IsNat).OrderByDescending(host => host.Users.Count).ToList();
        foreach (var host in nats.Take(MostNats))
        {
            yield return new($"NAT {host.Address}", Nat(host));
        }

        if (nats.Count > MostNats)
        {
            yield return new("NAT", $"{Count(nats.Count - MostNats, "more address")} with several phones each.");
        }
    }

    private static bool IsNat(SeenHost host) => host is { SentOn: 0, IsRegistrar: false } && (host.Insiders.Count > 1 || host.Users.Count > 1);

    private static string Registrar(SeenHost host) =>
        (host.Accepted > 0 ? $"accepted {Count(host.Accepted, "registration")} of {Count(host.Registered, "user")} from {Count(host.Clients, "address")}" : "accepted no registration")
        + (host.Domains.Count > 0 ? $", for {List(host.Domains.Order(StringComparer.Ordinal).Select(Printable.Of))}" : "")
        + (host.Asked > 0 ? $", and asked {Count(host.Asked, "time")} for a password." : ", and never asked for a password.");

    private static string Nat(SeenHost host) =>
        (host.Users.Count > 0 ? $"{Count(host.Users, "user")} registered from there" : "nobody registered from there")
        + (host.Insiders.Count > 0 ? $", and what is behind it calls itself by {Count(host.Insiders, "private address")}." : ".")
        + " Counts for one source address are counts for all of them.";
}
