using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Identity;

/// <summary>The section <c>identity</c> of <c>sipcnf.yaml</c>.</summary>
public sealed record IdentityOptions : PreprocessorOptions
{
    /// <summary>Different certificate URLs on one host.</summary>
    [Setting(
        """
        Different certificate URLs on one host in a period, from whatever senders; over it only new URLs are reported. A
        certificate is fetched once and kept, so that an attack needs ever new URLs; a carrier that sees many providers'
        certificates in one repository lists it in identity.trusted_hosts.
        """,
        Min = 1, Max = 4096, TopLevel = true)]
    public int IdentityUrls { get; init; } = 50;

    /// <summary>How far the time of a PASSporT may be from that of its request.</summary>
    [Setting(
        """
        How far the time at which a PASSporT says that it was issued (iat) may be from the packet's, before
        identity-token takes it for an old one sent again. RFC 8224 recommends 60 s; the clocks of sensor and signer are
        to be right within seconds.
        """,
        Min = "1s", Max = "1d")]
    public TimeSpan Freshness { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Hosts from which certificates may be fetched at any rate and for any domain.</summary>
    [Setting(
        """
        Certificate repositories that you know, with all hosts below them: their URLs are not counted, and may be
        private and stand for any domain.
        """)]
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<SettingFault> Validate() => TrustedHosts
        .Where(host => !host.Trim('.').Contains('.', StringComparison.Ordinal))
        .Select(host => SettingFault.Warning("trusted_hosts", $"'{host}' has no dot, so that every host whose name ends in it is trusted"));
}
