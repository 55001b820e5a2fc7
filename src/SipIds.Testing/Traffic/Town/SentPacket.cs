using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A packet that came by the sensor, and what became of it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Time">When, in seconds.</param>
/// <param name="Sender">Who sent it: a party's name.</param>
/// <param name="Message">What it says.</param>
/// <param name="Source">Where it says it comes from.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Key">What tells it from its sender's other packets; copies have the same.</param>
/// <param name="Passed">Whether the sensor let it pass.</param>
/// <param name="Claim">What is expected of it; null for an honest packet.</param>
internal sealed record SentPacket(
    long Number, double Time, string Sender, WireMessage Message, NetEndpoint Source, NetEndpoint Target, ulong Key, bool Passed, object? Claim)
{
    /// <summary>The method, or the status and its method.</summary>
    public string Kind => Message.Junk is not null ? "junk" : Message.IsRequest ? Message.Method : $"{Message.Status} ({Message.Method})";

    /// <summary>Time, sender, way and start line.</summary>
    public override string ToString()
    {
        var line = Message.Junk is not null ? "junk" : Message.IsRequest ? $"{Message.Method} {Message.Uri}" : $"{Message.Status} ({Message.Method})";
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Number} {Time:F3} [{Sender}] {Source} > {Target} {line}, From {Message.From}, Call-ID {Message.CallId}, CSeq {Message.CSeq}");
    }
}
