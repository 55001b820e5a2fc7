using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sender;

/// <summary>The section <c>sender</c> of <c>sipcnf.yaml</c>.</summary>
public sealed record SenderOptions : PreprocessorOptions;
