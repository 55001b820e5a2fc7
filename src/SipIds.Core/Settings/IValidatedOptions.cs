namespace SipIds.Settings;

/// <summary>Options that know what is wrong with their values beyond what types and ranges say. Records inside others and in lists may be such, too.</summary>
public interface IValidatedOptions
{
    /// <summary>What is wrong with the values: a time zone that does not exist, two settings that contradict each other.</summary>
    /// <returns>Each fault with the key that it belongs to; it is reported at that key's place in the file.</returns>
    IEnumerable<SettingFault> Validate();
}
