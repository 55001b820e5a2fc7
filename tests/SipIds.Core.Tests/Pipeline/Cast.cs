using SipIds.Options;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>Actors, each with what it does, and a pipeline of them.</summary>
internal sealed class Cast
{
    private readonly Dictionary<string, PreprocessorOptions> _options = new(StringComparer.Ordinal);

    public PreprocessorRegistry Registry { get; } = new();

    public Cast Add<TRole>(ActorOptions? options = null)
        where TRole : IRole
    {
        Registry.Add<Actor<TRole>, ActorOptions>();
        return Direct<TRole>(options);
    }

    public Cast AddPlugin<TRole>(ActorOptions? options = null)
        where TRole : IRole
    {
        Registry.AddPlugin<Actor<TRole>, ActorOptions>("/plugins/Some.dll");
        return Direct<TRole>(options);
    }

    /// <summary>The names of the actors in the order in which they see a packet.</summary>
    public IReadOnlyList<string> OrderOfCalls()
    {
        var order = new List<string>();
        foreach (var name in _options.Keys.ToList())
        {
            _options[name] = new ActorOptions { OnInspect = _ => order.Add(name) };
        }

        See(Play());
        return order;
    }

    public SipIdsPipeline Play(int maxFaults = 3, TimeSpan budget = default, Action<PluginFault>? onFault = null, bool inline = false) =>
        new(new() { Registry = Registry, Options = _options, MaxFaults = maxFaults, Budget = budget, OnFault = onFault, Inline = inline, Settings = new() { ActionDrop = DropMode.True } });

    /// <summary>Sends INVITEs, a millisecond apart.</summary>
    public static void See(SipIdsPipeline pipeline, int times = 1)
    {
        var packet = new TestPacket(SipBuilder.Request("INVITE"));
        for (var number = 0; number < times; number++)
        {
            pipeline.Process(packet.Payload.Span, packet.Source, packet.Target, TestClock.Start + TimeSpan.FromMilliseconds(pipeline.Statistics.Packets));
        }
    }

    private Cast Direct<TRole>(ActorOptions? options)
        where TRole : IRole
    {
        _options[TRole.Info.Name] = options ?? new();
        return this;
    }
}
