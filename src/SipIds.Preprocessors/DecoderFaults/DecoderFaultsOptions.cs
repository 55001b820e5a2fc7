using SipIds.Preprocessing;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>The section <c>decoder_faults</c> of <c>sipcnf.yaml</c>. What the decoder follows and holds is in <c>decoder</c>.</summary>
public sealed record DecoderFaultsOptions : PreprocessorOptions;
