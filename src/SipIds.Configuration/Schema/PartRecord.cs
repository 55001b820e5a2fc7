namespace SipIds.Configuration.Schema;

/// <summary>A part of the file, and the options that the file sets in it.</summary>
internal sealed record PartRecord(SettingsPart Part, object Options);
