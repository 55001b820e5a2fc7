using SipIds.Settings;

namespace SipIds.Outputs;

/// <summary>The settings of an output: its key in the section <c>outputs</c> of <c>sipcnf.yaml</c>. An immutable record whose property defaults are the documentation.</summary>
/// <remarks>Outputs are opened when the program starts: a changed setting of an output waits for the next start.</remarks>
public abstract record OutputOptions : IValidatedOptions
{
    /// <summary>The files that the output writes, so that no two outputs and no two runs write the same one.</summary>
    public virtual IEnumerable<string> Files => [];

    /// <summary>What is wrong with the settings that their types and ranges cannot tell.</summary>
    /// <returns>Each fault with the key that it belongs to; it is reported at that key's place in the file.</returns>
    public virtual IEnumerable<SettingFault> Validate() => [];
}
