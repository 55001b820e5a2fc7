using SipIds.Outputs.Streams;

namespace SipIds.Outputs.PacketLog;

/// <summary>The capture of packets that raised alerts.</summary>
public sealed record PacketLogOptions : LogFileOptions;
