using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Identity;

/// <summary>7001: different certificate URLs on one host, from whatever senders.</summary>
internal sealed class ReflectionCheck(int limit, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 7001, "identity-reflection", Severity.High, EventAction.Drop,
        "A certificate URL (Identity-Info, Identity's `info`, a PASSporT's `x5u`) that was not named in the last day, where requests named more different ones on its host in `period` than `identity_urls` allows: each makes a proxy connect to that host before it can know the request to be forged "
        + "(RFC 4474 §6; Zhang et al., SIP Proxies: New Reflectors in the Internet).")
    {
        Title = "Proxies made to attack a web server",
        Drop = "Requests with a new URL on that host, with their retransmissions: of the networks and addresses that named the most new ones first, while the count of the last `period` is over the limit. "
            + "A URL that passed in the last day goes on passing, for a proxy has that certificate.",
        Settings = ["identity_urls", "period", "standing_grace", "identity.trusted_hosts"],
        FalseAlarm = "A repository that keeps the certificates of many providers: add it to `identity.trusted_hosts`.",
    };

    private const int Hosts = 2048;

    // As long as a cache keeps a certificate.
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(24);

    private static readonly CountedQuantity s_quantity = new("identity_urls", "host", Event);

    private readonly DistinctCounter _urls = services.Keep($"urls/{limit}/{services.Settings.Period}", () => new DistinctCounter(Hosts, limit, services.Settings.Period));
    private readonly FairShares _shares = services.Keep($"shares/{services.Settings.Period}", () => new FairShares(Hosts / 8, services.Settings.Period));
    private readonly BoundedTable<SeenUrl> _seen = services.Keep("seen_urls", () => new BoundedTable<SeenUrl>(Hosts * 8));
    private readonly KeyHasher _hasher = services.Hasher;

    /// <summary>Counts a URL.</summary>
    public void Inspect(CertificateUrl url, in SipPacket packet, Inspection inspection)
    {
        var host = url.TryGetAddress(out var address) ? _hasher.Hash(address) : _hasher.HashIgnoreCase(url.Host);
        var key = _hasher.Hash(url.Text);
        ref var seen = ref _seen.GetOrAdd(key, inspection.Now, out var isNew);
        seen.Expires = inspection.Now + s_memory;
        var count = _urls.Add(host, key, inspection.Now);
        inspection.Counted(s_quantity, host, url.Host, count, limit);
        if (isNew && !Fits(url, packet, host, count, inspection))
        {
            _seen.Remove(key);
        }
    }

    // A URL that was fetched before is in the proxy's cache; of new ones those are cut whose senders invent the most.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Fits(CertificateUrl url, in SipPacket packet, StateKey host, long count, Inspection inspection)
    {
        var origin = packet.Origin.Address;
        var holder = new ShareHolder(SourceKey.Of(origin, _hasher).Key, SourceKey.NetworkOf(origin, _hasher).Key);
        var fits = _shares.TryTake(host, holder, limit, count > limit, inspection.Now, inspection.Call.Standing.IsNew);
        if (count > limit)
        {
            inspection.Report(Event, count, limit, default, url.Text, host, isSpared: fits);
        }

        return fits;
    }

    private struct SeenUrl : IEvictable<SeenUrl>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
