namespace SipIds.Configuration.Yaml;

/// <summary>Where a node starts; line and column count from 1.</summary>
internal readonly record struct Place(int Line, int Column);
