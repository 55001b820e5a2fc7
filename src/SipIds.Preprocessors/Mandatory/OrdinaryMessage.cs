using SipIds.Preprocessors.Mandatory.Injection;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Recognises, in one go, the messages whose form none of the checks can object to: all but a few.</summary>
/// <remarks>What it lets pass, each check by itself would. Which tool made a message is asked all the same.</remarks>
internal sealed class OrdinaryMessage
{
    // No plain value of a mandatory field is longer.
    private const int LongestPlain = 256;

    private static readonly ulong s_single = DuplicateCheck.Judged | (1UL << (int)SipHeaderId.Via);

    private readonly CallIdCheck _callId;
    private readonly bool _allowsPlain;

    public OrdinaryMessage(CallIdCheck callId, SizeCheck size)
    {
        _callId = callId;
        _allowsPlain = size.Allows(LongestPlain);
    }

    public bool Is(in MandatoryFields fields)
    {
        ref readonly var message = ref fields.Message;
        return _allowsPlain
            && fields.From.IsPlain && fields.To.IsPlain && fields.Via.IsPlain && fields.CSeq.IsPlain
            && (message.RepeatedIds & s_single) == 0
            && fields.HasOneVia && !fields.Branch.IsEmpty && !ViaAddress.MayBeNoHost(fields.Via.Host)
            && fields.CallId.Length <= LongestPlain && _callId.IsPlain(fields.CallId)
            && fields.HasPlainContact && InjectedTexts.ArePlain(fields.Message)
            && (!message.IsRequest || IsRequest(fields));
    }

    private static bool IsRequest(in MandatoryFields fields)
    {
        ref readonly var message = ref fields.Message;
        return message.RequestUri.IsPlain
            && fields.CSeq.Method == message.Method
            && !fields.FromTag.IsEmpty
            && BranchCookieCheck.IsFine(fields.Branch)
            && MaxForwardsCheck.IsPlain(message.ValueOf(SipHeaderId.MaxForwards))
            && InjectionCheck.IsPlain(fields);
    }
}
