using SipIds.Settings;

namespace SipIds.Sip;

/// <summary>How large a message and its parts may be. Over them, <c>syntax-limits</c> and <c>mandatory-size</c> fire.</summary>
public sealed record LimitsOptions
{
    /// <summary>Bytes of a whole message.</summary>
    [Setting(
        """
        Bytes of a whole message. The default is what UDP can carry; a TCP stream whose message claims more is not
        followed.
        """,
        Min = "1KiB", Max = "1MiB", NeedsRestart = true)]
    public ByteSize Message { get; init; } = ByteSize.FromKiB(64);

    /// <summary>Bytes of one header line, folded lines together.</summary>
    [Setting(
        """
        Bytes of one header line with its folded continuation lines. Signed Identity headers (RFC 8224) and what proxies
        encode into routes take about 1 KiB.
        """,
        Min = "128", Max = "64KiB")]
    public ByteSize HeaderLine { get; init; } = ByteSize.FromKiB(8);

    /// <summary>Header lines of one message.</summary>
    [Setting(
        """
        Header lines of one message. Ordinary messages have 10 to 30; each proxy on the way adds a Via and perhaps a
        Record-Route.
        """,
        Min = 16, Max = 512)]
    public int Headers { get; init; } = 128;

    /// <summary>Header lines of one name.</summary>
    [Setting(
        """
        Header lines of one name in one message; Via, Route, Record-Route and Contact apart. A device may write each of
        the fifteen methods into an Allow line of its own; 33 Accept lines overflowed PJSIP (CVE-2018-7284).
        """,
        Min = 4, Max = 512)]
    public int Repeats { get; init; } = 32;

    /// <summary>Bytes of a body.</summary>
    [Setting("Bytes of a body. SDP of a phone has less than 1 KiB, a WebRTC offer with video several.", Min = "256", Max = "1MiB")]
    public ByteSize Body { get; init; } = ByteSize.FromKiB(32);

    /// <summary>Bytes of one of the mandatory fields.</summary>
    [Setting(
        "Bytes of one Call-ID, CSeq, From, To or Via value. The longest legal message of RFC 4475 has a To of 1,189.",
        Min = "64", Max = "64KiB")]
    public ByteSize Field { get; init; } = ByteSize.FromKiB(2);

    /// <summary>Bytes of a tag or branch.</summary>
    [Setting(
        """
        Bytes of one tag of From or To, and of one branch of Via. Random ones have 10 to 40; a route that topology
        hiding encodes may take 200. Tags of 256 overflowed Kamailio (CVE-2018-8828).
        """,
        Min = "32", Max = "64KiB")]
    public ByteSize Tag { get; init; } = new(256);
}
