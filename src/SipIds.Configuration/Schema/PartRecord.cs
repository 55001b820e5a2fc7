namespace SipIds.Configuration.Schema;

/// <summary>A part of the file, and the options that the file sets in it.</summary>
internal readonly record struct PartRecord(SettingsPart Part, object Options);
