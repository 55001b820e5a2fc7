using SipIds.Settings;

namespace SipIds.Preprocessing;

/// <summary>What every preprocessor's section in <c>sipcnf.yaml</c> has. Options are immutable records whose property defaults are the documentation.</summary>
public abstract record PreprocessorOptions : IValidatedOptions
{
    /// <summary>Whether the preprocessor runs.</summary>
    [Setting("Whether this preprocessor runs.")]
    public bool Enabled { get; init; } = true;

    /// <inheritdoc/>
    public virtual IEnumerable<SettingFault> Validate() => [];
}
