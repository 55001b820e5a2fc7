using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Preprocessors.Identity;

/// <summary>7001: different certificate URLs on one host, from whatever senders.</summary>
internal sealed class ReflectionCheck(int limit, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 7001, "identity-reflection", Severity.High, EventAction.Drop,
        "Requests named more different certificate URLs on one host in `period` than `identity_urls` allows: each makes a proxy connect to that host before it can know the request to be forged "
        + "(RFC 4474 §6; Zhang et al., SIP Proxies: New Reflectors in the Internet).")
    {
        Drop = DropReach.Share,
        Settings = ["identity_urls", "period", "identity.trusted_hosts"],
        FalseAlarm = "A repository that keeps the certificates of many providers: add it to `identity.trusted_hosts`.",
    };

    private const int Hosts = 2048;

    private static readonly CountedQuantity s_quantity = new("identity_urls", "host", Event);

    private readonly DistinctCounter _urls = services.Keep($"urls/{limit}/{services.Settings.Period}", () => new DistinctCounter(Hosts, limit, services.Settings.Period));
    private readonly KeyHasher _hasher = services.Hasher;

    /// <summary>Counts a URL.</summary>
    public void Inspect(CertificateUrl url, Inspection inspection)
    {
        var host = url.TryGetAddress(out var address) ? _hasher.Hash(address) : _hasher.HashIgnoreCase(url.Host);
        var count = _urls.Add(host, _hasher.Hash(url.Text), inspection.Now);
        inspection.Counted(s_quantity, host, url.Host, count, limit);
        if (count > limit)
        {
            Report(url, host, count, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(CertificateUrl url, StateKey host, long count, Inspection inspection) =>
        inspection.Report(Event, count, limit, default, url.Text, host);
}
