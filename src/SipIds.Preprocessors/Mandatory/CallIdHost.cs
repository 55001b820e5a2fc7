using SipIds.Settings;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Whether a Call-ID must say which host made it.</summary>
public enum CallIdHost : byte
{
    /// <summary>A Call-ID without <c>@host</c> is as good as one with it (RFC 3261 §25.1).</summary>
    [Setting("a Call-ID without it is as good as one with it")]
    Optional,

    /// <summary>A Call-ID without <c>@host</c> is reported.</summary>
    [Setting("a Call-ID without it is reported (mandatory-call-id)")]
    Required,
}
