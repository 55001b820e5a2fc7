using SipIds.Settings;

namespace SipIds.Preprocessing;

/// <summary>What every preprocessor's section in <c>sipcnf.yaml</c> has. Options are immutable records whose property defaults are the documentation.</summary>
public abstract record PreprocessorOptions
{
    /// <summary>Whether the preprocessor runs.</summary>
    [Setting("Whether this preprocessor runs.")]
    public bool Enabled { get; init; } = true;

    /// <summary>What is wrong with the settings that their types and ranges cannot tell: a time zone that does not exist, two settings that contradict each other.</summary>
    /// <returns>Each fault with the key that it belongs to; it is reported at that key's place in the file.</returns>
    public virtual IEnumerable<SettingFault> Validate() => [];
}
