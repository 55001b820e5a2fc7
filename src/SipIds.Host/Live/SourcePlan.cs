using SipIds.Packets.Sources;

namespace SipIds.Host.Live;

/// <summary>Sources that are opened and closed together: one, or the workers that share an interface.</summary>
/// <param name="Name">What a person calls them: <c>eth0</c>, <c>queue 0</c>.</param>
/// <param name="Open">Opens them, or throws an <see cref="IOException"/> whose message is a sentence.</param>
internal sealed record SourcePlan(string Name, Func<IReadOnlyList<ILiveSource>> Open)
{
    public static SourcePlan Single(string name, Func<ILiveSource> open) => new(name, () => [open()]);
}
