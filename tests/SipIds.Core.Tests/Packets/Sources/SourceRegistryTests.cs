using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Core.Tests.Packets.Sources;

public sealed class SourceRegistryTests
{
    [Fact]
    public void A_source_is_opened_by_its_name_with_what_it_is_asked_for()
    {
        var opened = new SourceRegistry().Add<Tap>().Find("tap")!.Open(new() { Target = "left", Ports = [5060], Workers = 2 });
        Assert.Equal("left 5060 1, left 5060 2", string.Join(", ", opened.Select(source => source.Name)));
    }

    [Fact]
    public void A_name_that_nobody_has_finds_nothing() => Assert.Null(new SourceRegistry().Add<Tap>().Find("Tap"));

    [Fact]
    public void The_order_is_kept_for_the_first_is_the_one_of_an_interface_alone() =>
        Assert.Equal("tap, tapped", string.Join(", ", new SourceRegistry().Add<Tap>().Add<Tapped>().Registrations.Select(registration => registration.Info.Name)));

    [Fact]
    public void Two_sources_of_one_name_are_refused()
    {
        var registry = new SourceRegistry().Add<Tap>();
        Assert.Equal("There is a source 'tap' already.", Assert.Throws<InvalidOperationException>(registry.Add<Tap>).Message);
    }

    [Fact]
    public void A_name_that_could_not_be_written_before_a_colon_is_refused() =>
        Assert.Equal("'a:b' is no name of a source; write one lower-case word.", Assert.Throws<InvalidOperationException>(new SourceRegistry().Add<Named>).Message);

    private class Silent(string name) : ILiveSource
    {
        public string Name => name;

        public SourceCounters Counters => default;

        public bool TryRead(out CapturedFrame frame)
        {
            frame = default;
            return false;
        }

        public bool Wait(TimeSpan longest) => false;

        public void Dispose()
        {
        }
    }

    private sealed class Tap(string name) : Silent(name), IRegisteredSource<Tap>
    {
        public static SourceInfo Info { get; } = new() { Name = "tap", Summary = "Nothing.", CanShare = true };

        public static IReadOnlyList<Tap> Open(SourceRequest request) =>
            [.. Enumerable.Range(1, request.Workers).Select(worker => new Tap($"{request.Target} {string.Join(' ', request.Ports)} {worker}"))];
    }

    private sealed class Tapped(string name) : Silent(name), IRegisteredSource<Tapped>
    {
        public static SourceInfo Info { get; } = new() { Name = "tapped", Summary = "Nothing." };

        public static IReadOnlyList<Tapped> Open(SourceRequest request) => [new(request.Target)];
    }

    private sealed class Named(string name) : Silent(name), IRegisteredSource<Named>
    {
        public static SourceInfo Info { get; } = new() { Name = "a:b", Summary = "Nothing." };

        public static IReadOnlyList<Named> Open(SourceRequest request) => [new(request.Target)];
    }
}
