using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>The section <c>mandatory</c> of <c>sipcnf.yaml</c>.</summary>
[Setting("Injection in them, too, and attack tools.")]
public sealed record MandatoryOptions : PreprocessorOptions
{
    /// <summary>Whether a Call-ID needs <c>@host</c>.</summary>
    [Setting("Whether a Call-ID must end in @host. RFC 3261 allows both, and most phones leave the host out.")]
    public CallIdHost CallIdHost { get; init; } = CallIdHost.Optional;

    /// <summary>The longest part of a Call-ID before its <c>@</c>, in bytes.</summary>
    [Setting(
        "Bytes of a Call-ID before its @, or of all of it where it has none. Real ones rarely have more than 100.",
        Min = 16, Max = 65535)]
    public int CallIdLocalMax { get; init; } = 256;

    /// <summary>The longest part of a Call-ID after its <c>@</c>, in bytes.</summary>
    [Setting("Bytes of a Call-ID after its @. A host name has at most 253.", Min = 16, Max = 65535)]
    public int CallIdHostMax { get; init; } = 255;

    /// <summary>What gives an attack tool away in a User-Agent, or in From's display name, user or tag.</summary>
    [Setting(
        """
        Texts that give an attack tool away in a request's User-Agent, or in the display name, user part or tag of its
        From, in any case (mandatory-scanner). A list of your own replaces this one, so keep what you want of it.
        Products that are also in honest use (sipsak, eyeBeam, Zoiper, PortSIP) are left out on purpose.
        """,
        Remarks =
        [
            "friendly-scanner: SIPVicious as it comes",
        ])]
    public IReadOnlyList<string> Scanners { get; init; } =
    [
        "friendly-scanner", "friendly-request", "sipvicious", "svmap", "svwar", "svcrack", "sundayddr", "sipcli/", "pplsip", "sippts", "mr.sip",
        "VaxSIPUserAgent", "VaxIPUserAgent", "sip-scan", "SIPScan", "siparmyknife", "sivus_voip_scanner", "smap 0.", "iWar/", "Nmap NSE", "Viproy",
        "WarVOX", "VoIP SIP v11.0.0", "Elite 1.0 Brcm Callctrl/1.5.1.0 MxSF/v.3.2.6.26",
    ];

    /// <inheritdoc/>
    public override IEnumerable<SettingFault> Validate() =>
        Scanners.All(text => text.Length == 0) ? [SettingFault.Warning("scanners", "is empty: no tool is found by its name (mandatory-scanner)")] : [];
}
