using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Is none of the mandatory fields, and no tag or branch in them, longer than it may be.</summary>
internal sealed class SizeCheck
{
    private readonly int _limit;
    private readonly int _tagLimit;

    public SizeCheck(LimitsOptions limits)
    {
        _limit = (int)Math.Min(limits.Field.Bytes, int.MaxValue);
        _tagLimit = (int)Math.Min(limits.Tag.Bytes, _limit);
    }

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2011, "mandatory-size", Severity.Medium, EventAction.Drop,
        "A Call-ID, CSeq, From, To or Via value longer than `limits.field`, a tag or branch longer than `limits.tag`: what overflows a parser's buffer.")
    {
        Title = "Oversize header, buffer overflow attempt",
        Classification = EventClass.MiscAttack,
        Drop = DropReach.Message,
        Settings = ["limits.field", "limits.tag"],
        FalseAlarm = "Topology hiding that puts a whole route into a Call-ID, a tag or a Via: raise `limits.field` or `limits.tag`.",
    };

    /// <summary>Whether a value of this length is in order, and whatever is in it.</summary>
    public bool Allows(int length) => length <= _tagLimit;

    public void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var longest = Math.Max(Math.Max(fields.From.Text.Length, fields.To.Text.Length), Math.Max(fields.CallId.Length, fields.CSeq.Text.Length));
        if (Math.Max(longest, fields.Via.Text.Length) > _tagLimit || !fields.HasOneVia)
        {
            Look(fields, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(in MandatoryFields fields, Inspection inspection)
    {
        Compare("Call-ID"u8, fields.CallId, _limit, inspection);
        Compare("CSeq"u8, fields.CSeq.Text, _limit, inspection);
        Compare("From"u8, fields.From.Text, _limit, inspection);
        Compare("To"u8, fields.To.Text, _limit, inspection);
        Compare("tag of From"u8, fields.FromTag, _tagLimit, inspection);
        Compare("tag of To"u8, fields.To.Tag, _tagLimit, inspection);
        foreach (var line in fields.Message.All(SipHeaderId.Via))
        {
            if (line.Value.Length <= _tagLimit)
            {
                continue;
            }

            foreach (var value in new SipValues(line.Value))
            {
                if (value.Length > _tagLimit)
                {
                    Compare("Via"u8, value, _limit, inspection);
                    Compare("branch of Via"u8, SipVia.Parse(value, out var parts).Branch, _tagLimit, inspection);
                }
            }
        }
    }

    private static void Compare(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int limit, Inspection inspection)
    {
        if (value.Length > limit)
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
