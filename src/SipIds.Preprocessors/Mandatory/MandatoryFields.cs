using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>A message and its mandatory fields, read once for all checks.</summary>
internal readonly ref struct MandatoryFields
{
    public readonly SipMessage Message;

    public readonly NameAddress From;

    public readonly NameAddress To;

    /// <summary>The topmost Via value.</summary>
    public readonly SipVia Via;

    public readonly SipCSeq CSeq;

    public readonly ReadOnlySpan<byte> CallId;

    /// <summary>The branch of the topmost Via value; empty if there is none.</summary>
    public readonly ReadOnlySpan<byte> Branch;

    /// <summary>The tag of From; empty if there is none.</summary>
    public readonly ReadOnlySpan<byte> FromTag;

    /// <summary>Whether the topmost Via value is the only one.</summary>
    public readonly bool HasOneVia;

    /// <summary>Whether there is nothing in Contact to look at: see <see cref="PlainContact"/>.</summary>
    public readonly bool HasPlainContact;

    public MandatoryFields(scoped in SipMessage message)
    {
        Message = message;
        From = message.From;
        To = message.To;
        Via = message.Via;
        CSeq = message.CSeq;
        CallId = message.CallId;
        Branch = Via.Branch;
        FromTag = From.Tag;
        HasOneVia = !message.IsRepeated(SipHeaderId.Via) && Via.Text.Length == message.ValueOf(SipHeaderId.Via).Length;
        HasPlainContact = PlainContact.IsIn(message);
    }
}
