using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Identity;

/// <summary>7002: Identity-Info points to the domain that From claims. RFC 8224's <c>info</c> is bound to a number's authority, not to From.</summary>
internal static class DomainCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 7002, "identity-domain-mismatch", Severity.Medium, EventAction.Drop,
        "The host of Identity-Info is neither From's domain nor above or below it (RFC 4474 §6, §13.4): a certificate for another domain proves nothing of this one.")
    {
        Title = "Certificate of another domain",
        Classification = EventClass.BadUnknown,
        Drop = DropReach.Message,
        Settings = ["identity.trusted_hosts"],
        FalseAlarm = "A provider that keeps its certificate on a host of another domain: add the host to `identity.trusted_hosts`.",
    };

    /// <summary>Judges the URL of an Identity-Info header.</summary>
    public static void Inspect(CertificateUrl url, SipUri from, Inspection inspection)
    {
        if (from.IsSip && !url.Host.IsEmpty && !Domain.AreRelated(url.Host, from.Host.TrimEnd((byte)'.')))
        {
            inspection.Report(Event, url.Text);
        }
    }
}
