using System.Buffers.Text;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Does a request say how far it may go.</summary>
internal static class MaxForwardsCheck
{
    private const int Highest = 255;

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2008, "mandatory-max-forwards", Severity.Low, EventAction.Alert,
        "A request without Max-Forwards, or with one that is 0, above 255 or no number (RFC 3261 §8.1.1.6, §20.22; RFC 4475 §3.3.11).")
    {
        Title = "Max-Forwards is missing or wrong",
        Drop = DropReach.Nothing,
        FalseAlarm = "Old devices and the probes of monitors leave it out.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var value = fields.Message.ValueOf(SipHeaderId.MaxForwards);
        if (!IsPlain(value))
        {
            Judge(value, inspection);
        }
    }

    /// <summary>Whether there is nothing to judge: two digits, of which the first is not 0.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> value) => value.Length == 2 && value[0] is >= (byte)'1' and <= (byte)'9' && char.IsAsciiDigit((char)value[1]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(ReadOnlySpan<byte> value, Inspection inspection)
    {
        var isFine = Utf8Parser.TryParse(value, out uint hops, out var length) && length == value.Length && hops is > 0 and <= Highest;
        if (!isFine)
        {
            inspection.Report(Event, value.IsEmpty ? "no Max-Forwards"u8 : value);
        }
    }
}
