using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Pipeline.Settings;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Is none of the mandatory fields longer than a field may be.</summary>
internal sealed class SizeCheck
{
    private readonly int _limit;

    public SizeCheck(ByteSize limit) => _limit = (int)Math.Min(limit.Bytes, int.MaxValue);

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2011, "mandatory-size", Severity.Medium, EventAction.Drop,
        "A Call-ID, CSeq, From, To or Via value longer than `limits.field`: what overflows a parser's buffer.")
    {
        Title = "Oversize header, buffer overflow attempt",
        Classification = EventClass.MiscAttack,
        Drop = DropReach.Message,
        Settings = ["limits.field"],
        FalseAlarm = "Topology hiding that puts a whole route into a Call-ID, a tag or a Via: raise `limits.field`.",
    };

    /// <summary>Whether a value of this length is in order.</summary>
    public bool Allows(int length) => length <= _limit;

    public void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var longest = Math.Max(Math.Max(fields.From.Text.Length, fields.To.Text.Length), Math.Max(fields.CallId.Length, fields.CSeq.Text.Length));
        if (longest > _limit || fields.Via.Text.Length > _limit || !fields.HasOneVia)
        {
            Look(fields, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(in MandatoryFields fields, Inspection inspection)
    {
        Compare("Call-ID"u8, fields.CallId, inspection);
        Compare("CSeq"u8, fields.CSeq.Text, inspection);
        Compare("From"u8, fields.From.Text, inspection);
        Compare("To"u8, fields.To.Text, inspection);
        foreach (var line in fields.Message.All(SipHeaderId.Via))
        {
            if (line.Value.Length <= _limit)
            {
                continue;
            }

            foreach (var value in new SipValues(line.Value))
            {
                Compare("Via"u8, value, inspection);
            }
        }
    }

    private void Compare(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, Inspection inspection)
    {
        if (value.Length > _limit)
        {
            var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
            detail.Add(name);
            detail.Add(" of "u8);
            detail.Add(value.Length);
            detail.Add(" bytes"u8);
            inspection.Report(Event, detail.Text);
        }
    }
}
