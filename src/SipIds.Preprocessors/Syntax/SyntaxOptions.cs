using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Syntax;

/// <summary>The section <c>syntax</c> of <c>sipcnf.yaml</c>. How large a message may be is in <c>limits</c>.</summary>
public sealed record SyntaxOptions : PreprocessorOptions
{
    /// <summary>Whether bodies of type <c>application/sdp</c> are looked into.</summary>
    [Setting("Whether a body that its Content-Type calls SDP is checked to be SDP (syntax-body).")]
    public bool Sdp { get; init; } = true;
}
