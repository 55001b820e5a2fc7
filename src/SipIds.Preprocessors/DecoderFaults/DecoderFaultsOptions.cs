using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.DecoderFaults;

/// <summary>The section <c>decoder_faults</c> of <c>sipcnf.yaml</c>. What the decoder follows and holds is in <c>decoder</c>.</summary>
[Setting(
    """
    Wrong checksums, overlapping fragments and segments, options that nobody accepts: they change no state, whether
    they are reported or not. What is followed and held is in `decoder`.
    """)]
public sealed record DecoderFaultsOptions : PreprocessorOptions;
