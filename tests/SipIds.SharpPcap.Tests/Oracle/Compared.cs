using PacketDotNet;
using SipIds.Packets;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>One frame as our decoder reads it and as PacketDotNet does.</summary>
internal sealed record Compared
{
    /// <summary>What became of it in our decoder.</summary>
    public required DecodeStatus Status { get; init; }

    /// <summary>What our decoder reads; null if it reads nothing.</summary>
    public required Reading? Ours { get; init; }

    /// <summary>Whether our decoder says that the payload is cut short.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The headers as PacketDotNet reads them, from the outermost on; none if it cannot.</summary>
    public required IReadOnlyList<Packet> Layers { get; init; }

    /// <summary>What PacketDotNet reads; null if it finds neither UDP nor TCP.</summary>
    public Reading? Theirs => Reading.Of(Layers);

    /// <summary>Whether both read the same, or nothing.</summary>
    public bool Agrees => Ours is null ? Theirs is null : Theirs is { } theirs && Ours.Agrees(theirs);

    /// <summary>Whether our payload is what theirs begins with, and all else agrees.</summary>
    public bool OursBegins => Ours is { } ours && Theirs is { } theirs && ours.Begins(theirs);

    /// <summary>Why they differ; null if they do not, none if nobody knows.</summary>
    public IReadOnlyList<Reason>? Reasons => Agrees ? null : [.. Reason.All.Where(reason => reason.Explains(this))];

    /// <summary>The innermost header of a kind; null if there is none.</summary>
    public T? Last<T>()
        where T : Packet => Layers.OfType<T>().LastOrDefault();

    /// <summary>Whether something is to be said of a header of a kind.</summary>
    public bool Any<T>(Func<T, bool> condition)
        where T : Packet => Layers.OfType<T>().Any(condition);

    public static Compared Read(PacketDecoder decoder, in CapturedFrame frame)
    {
        var status = decoder.Decode(frame, out var packet);
        List<Packet> layers = [];
        for (var layer = frame.ToPacketDotNet(); layer is not null; layer = layer.PayloadPacket)
        {
            layers.Add(layer);
        }

        return new()
        {
            Status = status,
            Ours = status is DecodeStatus.Ok ? new(packet.Source, packet.Target, packet.Transport, packet.Payload.ToArray()) : null,
            IsCut = packet.Truncated,
            Layers = layers,
        };
    }

    public override string ToString() =>
        $"ours: {Status}, {Ours?.ToString() ?? "nothing"}; theirs: {string.Join(" > ", Layers.Select(layer => layer.GetType().Name))}, {Theirs?.ToString() ?? "nothing"}";
}
