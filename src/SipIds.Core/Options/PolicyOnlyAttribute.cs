namespace SipIds.Options;

/// <summary>Marks a property of <see cref="PipelineOptions"/> that no preprocessor reads: where nothing else changes, a reload leaves the preprocessors as they are.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PolicyOnlyAttribute : Attribute;
