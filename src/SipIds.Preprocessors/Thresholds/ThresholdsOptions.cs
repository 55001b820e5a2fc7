using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>The section <c>thresholds</c> of <c>sipcnf.yaml</c>, and the limits at its top level. All count over <c>period</c>.</summary>
[Setting("The limits stand above; here is how much is remembered.")]
public sealed record ThresholdsOptions : PreprocessorOptions
{
    /// <summary>INVITEs that one From URI may send, and one To URI may be sent.</summary>
    [Setting(
        """
        New calls from one From URI, and to one To URI or Request-URI, in a period; four times as many from an address
        that proved nothing, in whatever names. One a second is more than a person dials; a call centre behind one
        number, or a hotline, needs more.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Calls { get; init; } = 60;

    /// <summary>OPTIONS that one From URI may send, and one To URI may be sent.</summary>
    [Setting(
        """
        OPTIONS from one From URI, and to one To URI or Request-URI, in a period. A PBX polls all its phones from one
        URI: 600 a minute are 300 phones, each asked every 30 seconds.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int MOptions { get; init; } = 600;

    /// <summary>REGISTERs that one From URI may send.</summary>
    [Setting(
        """
        Registrations from one From URI in a period. Five devices of one user that keep a NAT open with one every 30
        seconds make 10 a minute.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int RegisterFrom { get; init; } = 30;

    /// <summary>REGISTERs that one registrar may be sent.</summary>
    [Setting(
        """
        Registrations to one registrar (the Request-URI's host) in a period. 1,800 a minute are 30 a second: an office
        that comes back after a power cut. A provider counts its phones and sets more.
        """,
        Min = 1, Max = 10_000_000, TopLevel = true)]
    public int RegisterTo { get; init; } = 1800;

    /// <summary>CANCELs that one source may send, and one To URI may be sent.</summary>
    [Setting(
        """
        CANCELs from one source address, and to one To URI, in a period. A PBX that rings groups of 20 phones cancels 19
        for each call that is answered: 600 a minute are 30 such calls.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Cancels { get; init; } = 600;

    /// <summary>BYEs that one source may send, and one To URI may be sent.</summary>
    [Setting(
        """
        BYEs from one source address, and to one To URI, in a period. A trunk ends as many calls as it begins: see
        `source`. BYEs for no call are session-bye-unexpected from the first on.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Byes { get; init; } = 1800;

    /// <summary>re-INVITEs and UPDATEs of one call.</summary>
    [Setting(
        """
        re-INVITEs and UPDATEs in one call in a period. Hold, transfer, a change of codec and a session timer make a
        handful.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Reinvites { get; init; } = 12;

    /// <summary>New requests of any kind from one source address.</summary>
    [Setting(
        """
        New requests of any kind from one source address (of IPv6, from one /64; twice as many from one /48) in a
        period. 1,800 a minute are 30 calls a second on a busy trunk, or an office whose phones all come back at once; a
        larger trunk needs more, and a place in `peers`.
        """,
        Min = 1, Max = 10_000_000, TopLevel = true)]
    public int Source { get; init; } = 1800;

    /// <summary>Rejected credentials for one user, and from one source.</summary>
    [Setting(
        """
        Rejected credentials (401, 402, 403 or 407 after an Authorization, old nonces apart) for one user, and from one
        source, in a period. A success clears them. A person who mistypes gives up after a few; a phone with an old
        password tries a few times a minute.
        """,
        Min = 1, Max = 100_000, TopLevel = true)]
    public int AuthFailures { get; init; } = 6;

    /// <summary>Different users that one source may ask for in vain.</summary>
    [Setting(
        """
        Different users that one source asks for in a period and that are not found (400, 404, 410, 604), or for which
        it is challenged and does not answer. Each different user who answers its calls allows one more, so that the
        wrong numbers on a busy trunk are no scan. Of SUBSCRIBE and OPTIONS ten times as many are allowed: the lamps and
        the address book of one desk.
        """,
        Min = 1, Max = 500, TopLevel = true)]
    public int UnknownUsers { get; init; } = 20;

    /// <summary>Different sources that may send INVITE or REGISTER to one user.</summary>
    [Setting(
        """
        Different source addresses (of IPv6, /64s) that send INVITE or REGISTER to one user in a period. A user has a
        few devices, and calls come through a few proxies; a hotline that is called without a proxy needs more.
        """,
        Min = 1, Max = 4096, TopLevel = true)]
    public int Sources { get; init; } = 50;

    /// <summary>Open transactions of one user.</summary>
    [Setting(
        """
        Requests of one From URI that wait for their final answer, OPTIONS apart. A group call makes one for each phone
        that rings; three minutes without an answer end one (RFC 3261 timer C).
        """,
        Min = 1, Max = 100_000, TopLevel = true)]
    public int Transactions { get; init; } = 100;

    /// <summary>Different numbers that one source may call at one server without getting a call up.</summary>
    [Setting(
        """
        Different numbers that one source calls at one server in a period and that never ring, whatever the final
        response, or none. Tools that look for an outside line try one or two prefixes a second. Each of the source's
        calls that was answered in the last day allows ten more, so that a dialler that gets one of ten up is no scan.
        """,
        Min = 1, Max = 500, TopLevel = true)]
    public int Destinations { get; init; } = 20;

    /// <summary>MESSAGEs that one source may send, and one user may be sent.</summary>
    [Setting(
        """
        MESSAGEs from one source address, and to one user, in a period; ten times as many from an address that belongs
        here, and any number from peers. One a second is more than a person types.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Messages { get; init; } = 60;

    /// <summary>New subscriptions, publications and unasked notifications that one source may send.</summary>
    [Setting(
        """
        New SUBSCRIBEs and PUBLISHes from one source address, and NOTIFYs outside dialogs from it to one address, in a
        period; ten times as many from an address that belongs here, and any number from peers. 300 are the busy lamps
        of a whole floor, or a large address book, after a power cut.
        """,
        Min = 1, Max = 1_000_000, TopLevel = true)]
    public int Subscribes { get; init; } = 300;

    /// <summary>Contacts that one REGISTER may name.</summary>
    [Setting(
        """
        Contacts in one REGISTER, and different ones that are bound for one user within an hour at one address that
        nobody has heard of, or from one source without a password at others' addresses. A device has one for each
        transport and address family; more than three at one address that nobody has heard of are reported all the same.
        """,
        Min = 1, Max = 500, TopLevel = true)]
    public int Contacts { get; init; } = 10;

    /// <summary>Calls that one caller may cancel at the first ring.</summary>
    [Setting(
        """
        Calls to different callees in a period that one caller, or one source in whatever names, cancels within
        `hangup_delay` of the first ring. A person does so once in a while; a PBX that rings 20 outside numbers cancels
        19.
        """,
        Min = 1, Max = 500, TopLevel = true)]
    public int Hangups { get; init; } = 20;

    /// <summary>How soon after the first ring a cancelled call counts for <see cref="Hangups"/>.</summary>
    [Setting(
        """
        How soon after its first ring a cancelled call counts for `hangups`. Who means to be answered lets it ring three
        times, which takes 10 seconds and more.
        """,
        Min = "100ms", Max = "1m", TopLevel = true)]
    public TimeSpan HangupDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many times the bytes that it sent an address may get.</summary>
    [Setting(
        """
        How many times the bytes of its requests an address that proved nothing may get in responses over UDP in a
        period, from 64 KiB on. A response is rarely twice as long as its request; more are sent again to somebody who
        asked for none.
        """,
        Min = 2, Max = 1000, TopLevel = true)]
    public int Reflected { get; init; } = 10;

    /// <summary>Over how long the slow counts count.</summary>
    [Setting(
        """
        Over how long `slow_unknown_users` and `slow_auth_failures` count: who stays below the limits of a period to
        scan or guess all day. A night's pause clears nothing.
        """,
        Min = "1h", Max = "7d", TopLevel = true)]
    public TimeSpan SlowPeriod { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Different users that one source may ask for in vain in <see cref="SlowPeriod"/>.</summary>
    [Setting(
        """
        Different users or numbers that a source without a success asks one server for in vain in `slow_period`; eight
        times as many by SUBSCRIBE and OPTIONS. A caller with an old address book has some dozens.
        """,
        Min = 1, Max = 1000, TopLevel = true)]
    public int SlowUnknownUsers { get; init; } = 100;

    /// <summary>Rejected credentials that one source may send in <see cref="SlowPeriod"/>, and for one user.</summary>
    [Setting(
        """
        Rejected credentials in `slow_period` from a source where no password was accepted, and for one user from such
        sources. A person gives up after a few, and a phone with an old password is put right within a day.
        """,
        Min = 1, Max = 60_000, TopLevel = true)]
    public int SlowAuthFailures { get; init; } = 60;

    /// <summary>Whether lower limits than those of the file follow what is measured.</summary>
    [Setting(
        """
        Whether limits follow what is measured here: after a week, counts that ordinary traffic exceeds once a week at
        most are reported in the mild form of their event (severity 3, not dropped unless events: names it), though the
        limits above allow them. Those stay the ceiling. See docs/tuning.md.
        """)]
    public bool Adaptive { get; init; }

    /// <summary>Counts by user that there is room for.</summary>
    [Setting(
        """
        Counts by user, registrar and call that there is room for, at 64 bytes each. The smallest are evicted first when
        it is full.
        """,
        Min = 64, Max = 8_388_608, NeedsRestart = true)]
    public int Users { get; init; } = 65_536;

    /// <summary>Sources that there is room for.</summary>
    [Setting(
        """
        Sources that there is room for, at 0.3 KiB each; a quarter of that many are followed for the users they ask for
        (8 bytes for each of twice `unknown_users`).
        """,
        Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int SourcesTracked { get; init; } = 16_384;

    /// <summary>Users whose callers are told apart.</summary>
    [Setting(
        "Users whose different sources are counted, at 16 bytes for each of `sources`.",
        Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int Targets { get; init; } = 8192;
}
