using System.Text;
using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>The network of a <see cref="Simulation"/>: every packet comes by the sensor, and only what passes arrives. The servers are behind one door of it, honest parties behind another.</summary>
internal sealed class SimulatedNetwork(Simulation clock, InlineSensor sensor)
{
    // Routers on both sides: nobody is told from others by a MAC address.
    private static readonly MacAddress s_outsideMac = new(0x0200_0000_0001);
    private static readonly MacAddress s_insideMac = new(0x0200_0000_0002);

    private readonly Dictionary<NetEndpoint, SimulatedNode> _nodes = [];
    private readonly List<SentPacket> _sent = [];

    public Simulation Clock => clock;

    public IReadOnlyList<SentPacket> Sent => _sent;

    /// <summary>Shows each packet before the sensor sees it, to one who listens on the line.</summary>
    public Action<SimulatedNode, WireMessage, NetEndpoint, NetEndpoint>? Tap { get; set; }

    public void Attach(NetEndpoint endpoint, SimulatedNode node) => _nodes[endpoint] = node;

    public void Detach(NetEndpoint endpoint) => _nodes.Remove(endpoint);

    /// <summary>Whether a packet from behind this door comes by the sensor.</summary>
    public bool ComesBy(Door door, NetEndpoint target) => door != (_nodes.TryGetValue(target, out var receiver) ? receiver.Door : Door.Outside);

    public void Send(SimulatedNode sender, WireMessage message, NetEndpoint source, NetEndpoint target, object? claim = null)
    {
        if (claim is null)
        {
            Tap?.Invoke(sender, message, source, target);
        }

        var payload = message.ToBytes();
        var number = _sent.Count + 1;
        var packet = new TestPacket(payload)
        {
            Source = source,
            Target = target,
            SourceMac = sender.Door is Door.Inside ? s_insideMac : s_outsideMac,
            TargetMac = sender.Door is Door.Inside ? s_outsideMac : s_insideMac,
            Number = number,
            Time = TestClock.Start + TimeSpan.FromSeconds(clock.Now),
        };
        var frame = packet.ToFrame().ToFrame();
        frame.Ingress = (int)sender.Door;
        var passed = sensor(frame) is not Verdict.Drop;
        var key = SimulatedToken.Hash(source.GetHashCode(), Encoding.Latin1.GetString(payload), target.ToString());
        _sent.Add(new(number, clock.Now, sender.Name, message, source, target, key, passed, claim));
        if (passed && message.Junk is null && _nodes.TryGetValue(target, out var receiver))
        {
            clock.After(0.004 + (0.000_001 * (key % 4000)), () => receiver.Receive(message, source));
        }
    }
}
