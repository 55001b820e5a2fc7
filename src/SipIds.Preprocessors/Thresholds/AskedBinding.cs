using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>A Contact at a host that has nothing to do with whoever asks for it to be bound.</summary>
internal record struct AskedBinding(NetAddress Host, StateKey Contact, bool Removes);
