using SipIds.Pipeline.Settings;

namespace SipIds.Pipeline;

/// <summary>What the pipeline gives a preprocessor when it is created.</summary>
/// <param name="Settings">The settings at the top level of <c>sipcnf.yaml</c>.</param>
public sealed record PreprocessorServices(PipelineOptions Settings);
