using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Sender;

/// <summary>The section <c>sender</c> of <c>sipcnf.yaml</c>.</summary>
[Setting("Nothing is to be set: the interfaces are learnt from answers.")]
public sealed record SenderOptions : PreprocessorOptions;
