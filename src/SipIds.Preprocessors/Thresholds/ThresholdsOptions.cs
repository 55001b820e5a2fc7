using SipIds.Pipeline;
using SipIds.Pipeline.Settings;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>The section <c>thresholds</c> of <c>sipcnf.yaml</c>, and the limits at its top level. All count over <c>period</c>.</summary>
public sealed record ThresholdsOptions : PreprocessorOptions
{
    /// <summary>INVITEs that one From URI may send, and one To URI may be sent.</summary>
    [Setting("New calls from one From URI, and to one To URI or Request-URI, in a period; four times as many from an address that proved nothing, in whatever names. One a second is more than a person dials; a call centre behind one number, or a hotline, needs more.",
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Calls { get; init; } = 60;

    /// <summary>OPTIONS that one From URI may send, and one To URI may be sent.</summary>
    [Setting("OPTIONS from one From URI, and to one To URI or Request-URI, in a period. A PBX polls all its phones from one URI: 600 a minute are 300 phones, each asked every 30 seconds.",
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int MOptions { get; init; } = 600;

    /// <summary>REGISTERs that one From URI may send.</summary>
    [Setting("Registrations from one From URI in a period. Five devices of one user that keep a NAT open with one every 30 seconds make 10 a minute.",
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int RegisterFrom { get; init; } = 30;

    /// <summary>REGISTERs that one registrar may be sent.</summary>
    [Setting("Registrations to one registrar (the Request-URI's host) in a period. 1,800 a minute are 30 a second: an office that comes back after a power cut. A provider counts its phones and sets more.",
        Min = 1, Max = 10_000_000, TopLevel = true)]
    public int RegisterTo { get; init; } = 1800;

    /// <summary>CANCELs that one source may send, and one To URI may be sent.</summary>
    [Setting("CANCELs from one source address, and to one To URI, in a period. A PBX that rings groups of 20 phones cancels 19 for each call that is answered: 600 a minute are 30 such calls.",
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Cancels { get; init; } = 600;

    /// <summary>BYEs that one source may send, and one To URI may be sent.</summary>
    [Setting("BYEs from one source address, and to one To URI, in a period. A trunk ends as many calls as it begins: see `source`. BYEs for no call are session-bye-unexpected from the first on.",
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Byes { get; init; } = 1800;

    /// <summary>re-INVITEs and UPDATEs of one call.</summary>
    [Setting("re-INVITEs and UPDATEs in one call in a period. Hold, transfer, a change of codec and a session timer make a handful.",
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Reinvites { get; init; } = 12;

    /// <summary>New requests of any kind from one source address.</summary>
    [Setting("New requests of any kind from one source address (of IPv6, from one /64; twice as many from one /48) in a period. 1,800 a minute are 30 calls a second on a busy trunk, or an office whose phones all come back at once; "
        + "a larger trunk needs more, and a place in `peers`.", Min = 1, Max = 10_000_000, TopLevel = true)]
    public int Source { get; init; } = 1800;

    /// <summary>Rejected credentials for one user, and from one source.</summary>
    [Setting("Rejected credentials (401, 402, 403 or 407 after an Authorization, old nonces apart) for one user, and from one source, in a period. A success clears them. "
        + "A person who mistypes gives up after a few; a phone with an old password tries a few times a minute.", Min = 1, Max = 100_000, TopLevel = true)]
    public int AuthFailures { get; init; } = 6;

    /// <summary>Different users that one source may ask for in vain.</summary>
    [Setting("Different users that one source asks for in a period and that are not found (400, 404, 410, 604), or for which it is challenged and does not answer. Each different user who answers its calls allows one more, "
        + "so that the wrong numbers on a busy trunk are no scan. Of SUBSCRIBE and OPTIONS ten times as many are allowed.", Min = 1, Max = 500, TopLevel = true)]
    public int UnknownUsers { get; init; } = 20;

    /// <summary>Different sources that may send INVITE or REGISTER to one user.</summary>
    [Setting("Different source addresses (of IPv6, /64s) that send INVITE or REGISTER to one user in a period. A user has a few devices, and calls come through a few proxies; a hotline that is called "
        + "without a proxy needs more.", Min = 1, Max = 4096, TopLevel = true)]
    public int Sources { get; init; } = 50;

    /// <summary>Open transactions of one user.</summary>
    [Setting("Requests of one From URI that wait for their final answer, OPTIONS apart. A group call makes one for each phone that rings; three minutes without an answer end one (RFC 3261 timer C).",
        Min = 1, Max = 100_000, TopLevel = true)]
    public int Transactions { get; init; } = 100;

    /// <summary>Whether lower limits than those of the file follow what is measured.</summary>
    [Setting("Whether limits follow what is measured here: after a week, counts that ordinary traffic exceeds once a week at most are reported in the mild form of their event (severity 3, not dropped unless "
        + "`events` names it), though the limits above allow them. Those stay the ceiling. See docs/tuning.md.")]
    public bool Adaptive { get; init; }

    /// <summary>Counts by user that there is room for.</summary>
    [Setting("Counts by user, registrar and call that there is room for, at 64 bytes each. The smallest give way first when it is full.", Min = 64, Max = 8_388_608, NeedsRestart = true)]
    public int Users { get; init; } = 65_536;

    /// <summary>Sources that there is room for.</summary>
    [Setting("Sources that there is room for, at 0.3 KiB each; a quarter of that many are followed for the users they ask for (8 bytes for each of twice `unknown_users`).", Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int SourcesTracked { get; init; } = 16_384;

    /// <summary>Users whose callers are told apart.</summary>
    [Setting("Users whose different sources are counted, at 16 bytes for each of `sources`.", Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int Targets { get; init; } = 8192;
}
