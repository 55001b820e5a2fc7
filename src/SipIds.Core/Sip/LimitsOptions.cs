using SipIds.Settings;

namespace SipIds.Sip;

/// <summary>How large a message and its parts may be. Over them, <c>syntax-limits</c> and <c>mandatory-size</c> fire.</summary>
public sealed record LimitsOptions
{
    /// <summary>Bytes of a whole message.</summary>
    [Setting("Bytes of a whole message. UDP ends at 64 KiB anyway; a stream whose message claims more is not followed.", Min = "1KiB", Max = "1MiB", NeedsRestart = true)]
    public ByteSize Message { get; init; } = ByteSize.FromKiB(64);

    /// <summary>Bytes of one header line, folded lines together.</summary>
    [Setting("Bytes of one header line, its folded continuation lines included.", Min = "128", Max = "64KiB")]
    public ByteSize HeaderLine { get; init; } = ByteSize.FromKiB(8);

    /// <summary>Header lines of one message.</summary>
    [Setting("Header lines of one message.", Min = 16, Max = 512)]
    public int Headers { get; init; } = 128;

    /// <summary>Header lines of one name.</summary>
    [Setting("Header lines of one name in one message; Via, Route, Record-Route and Contact may stand as often as `headers` allows.", Min = 4, Max = 512)]
    public int Repeats { get; init; } = 32;

    /// <summary>Bytes of a body.</summary>
    [Setting("Bytes of a body.", Min = "256", Max = "1MiB")]
    public ByteSize Body { get; init; } = ByteSize.FromKiB(32);

    /// <summary>Bytes of one of the mandatory fields.</summary>
    [Setting("Bytes of one Call-ID, CSeq, From, To or Via value. RFC 4475's longest legal message has a To of 1,189.", Min = "64", Max = "64KiB")]
    public ByteSize Field { get; init; } = ByteSize.FromKiB(2);

    /// <summary>Bytes of a tag or branch.</summary>
    [Setting("Bytes of one tag of From or To, and of one branch of Via. Random ones have 10 to 40; a route that topology hiding encodes may take 200.", Min = "32", Max = "64KiB")]
    public ByteSize Tag { get; init; } = new(256);
}
