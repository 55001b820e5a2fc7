using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic;

/// <summary>Random traffic of which every message keeps to the standard: calls in all their forms, registrations, subscriptions, pings. The same seed makes the same traffic.</summary>
/// <remarks>Seen by a sensor on the way: it loses messages before and behind the sensor, and has them sent again; a call through a proxy is seen on both sides of it, or on one.</remarks>
/// <param name="Seed">What the traffic is made from; print it where a test fails.</param>
public sealed record LegalTraffic(int Seed)
{
    /// <summary>How many calls there are.</summary>
    public int Calls { get; init; } = 12;

    /// <summary>How many other exchanges there are: REGISTER, SUBSCRIBE with its NOTIFYs, OPTIONS, MESSAGE.</summary>
    public int Others { get; init; } = 6;

    /// <summary>Within which time they begin, from <see cref="TestClock.Start"/> on.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How likely a datagram is lost, from 0 to 0.5.</summary>
    public double Loss { get; init; } = 0.08;

    /// <summary>The proxy that some of the calls go through, which is the registrar too.</summary>
    public NetEndpoint Proxy { get; init; } = TestEndpoint.Parse("198.51.100.10:5060");

    /// <summary>The packets in order of time.</summary>
    public IReadOnlyList<TestPacket> ToPackets()
    {
        var packets = new List<TestPacket>();
        var random = new Random(Seed);
        for (var number = 1; number <= Calls; number++)
        {
            Call(number, random.Next(), packets);
        }

        for (var number = 1; number <= Others; number++)
        {
            Other(number, random.Next(), packets);
        }

        return [.. packets.OrderBy(static packet => packet.Time).Select(static (packet, index) => packet with { Number = index + 1 })];
    }

    /// <summary>The packets of one of the calls, in order of time.</summary>
    /// <param name="number">Which call, from 1 to <see cref="Calls"/>.</param>
    public IReadOnlyList<TestPacket> ToPackets(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Calls);
        var mark = CallIdOf(number);
        return [.. ToPackets().Where(packet => packet.Payload.Span.IndexOf(mark) >= 0)];
    }

    private static byte[] CallIdOf(int number) => System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Call-ID: call{number}@"));

    private void Call(int number, int seed, List<TestPacket> packets)
    {
        var wire = new TrafficWire(new Random(seed), Loss, packets);
        new LegalCall(wire, Proxy, number).Play(wire.Between(0, Within.TotalSeconds));
    }

    private void Other(int number, int seed, List<TestPacket> packets)
    {
        var wire = new TrafficWire(new Random(seed), Loss, packets);
        new LegalErrand(wire, Proxy, number).Play(wire.Between(0, Within.TotalSeconds));
    }
}
