using SipIds.Packets;

namespace SipIds.Testing.Traffic;

/// <summary>The wire of <see cref="LegalTraffic"/>: carries messages from hop to hop past the sensor, loses some, and has their senders send them again. Times are seconds.</summary>
internal sealed class TrafficWire(Random random, double loss, List<TestPacket> packets)
{
    /// <summary>RFC 3261 timer T1.</summary>
    public const double T1 = 0.5;

    /// <summary>RFC 3261 timer T2.</summary>
    public const double T2 = 4;

    private const int MaxLosses = 3;

    /// <summary>UDP or TCP, for all that is sent. TCP loses nothing that SIP would notice.</summary>
    public Transport Transport { get; } = random.Next(4) == 0 ? Transport.Tcp : Transport.Udp;

    public string TransportName => Transport is Transport.Tcp ? "TCP" : "UDP";

    public int Below(int end) => random.Next(end);

    public bool Chance(double chance) => random.NextDouble() < chance;

    public double Between(double from, double to) => from + (random.NextDouble() * (to - from));

    public double Delay() => Between(0.002, 0.03);

    public void Emit(double time, SipBuilder message, NetEndpoint source, NetEndpoint target) => packets.Add(new(message)
    {
        Source = source,
        Target = target,
        Transport = Transport,
        Time = TestClock.Start + TimeSpan.FromSeconds(time),
    });

    /// <summary>Carries a request over one hop; a lost one is sent again.</summary>
    /// <returns>When it arrives.</returns>
    public double Request(double time, SipBuilder message, NetEndpoint source, NetEndpoint target)
    {
        for (var losses = 0; losses < MaxLosses && IsLost(); losses++)
        {
            EmitIfLostBehind(time, message, source, target);
            time += T1 * (1 << losses);
        }

        Emit(time, message, source, target);
        return time + Delay();
    }

    /// <summary>Carries a request over a route and its final response back, each hop a transaction of its own.</summary>
    /// <returns>When the response arrives.</returns>
    public double Exchange(double time, NetEndpoint[] route, SipBuilder request, int status, string tag, string header = "", string value = "") =>
        Exchange(time, route, request, new(status, tag, header, value), hop: 0);

    /// <summary>Carries a message once from end to end.</summary>
    /// <param name="time">When it is sent.</param>
    /// <param name="route">The nodes on the way.</param>
    /// <param name="onHop">The message as it is on each hop.</param>
    /// <param name="isLast">Whether its sender gives up after it, so that it may not be lost.</param>
    /// <param name="arrival">When it arrives.</param>
    /// <returns>Whether it does.</returns>
    public bool TryCarry(double time, NetEndpoint[] route, SipBuilder[] onHop, bool isLast, out double arrival)
    {
        arrival = time;
        for (var hop = 0; hop < onHop.Length; hop++)
        {
            if (!isLast && IsLost())
            {
                EmitIfLostBehind(arrival, onHop[hop], route[hop], route[hop + 1]);
                return false;
            }

            Emit(arrival, onHop[hop], route[hop], route[hop + 1]);
            arrival += Delay();
        }

        return true;
    }

    /// <summary>Carries a refusal of an INVITE and its ACK over one hop; either may be lost, and then both come again (RFC 3261 §17.2.1).</summary>
    /// <returns>When the refusal first arrives.</returns>
    public double Refuse(double time, SipBuilder refusal, SipBuilder ack, NetEndpoint server, NetEndpoint client)
    {
        var first = -1.0;
        for (var losses = 0; losses <= MaxLosses; losses++)
        {
            var hasArrived = Arrives(time, refusal, server, client, losses);
            var arrival = time + Delay();
            first = hasArrived && first < 0 ? arrival : first;
            if (hasArrived && Arrives(arrival, ack, client, server, losses))
            {
                break;
            }

            time += T1 * (1 << losses);
        }

        return first;
    }

    private double Exchange(double time, NetEndpoint[] route, SipBuilder request, Answer answer, int hop)
    {
        var (near, far) = (route[hop], route[hop + 1]);
        time = Request(time, request, near, far);
        time = hop + 2 == route.Length
            ? time + Between(0.001, 0.2)
            : Exchange(time, route, request.PushVia($"{far}", Hop(request, hop + 1), TransportName), answer, hop + 1);
        var response = SipBuilder.Response(answer.Status, request.ToTag(answer.Tag));
        response = answer.Header.Length == 0 ? response : response.Header(answer.Header, answer.Value);
        for (var losses = 0; losses < MaxLosses && IsLost(); losses++)
        {
            EmitIfLostBehind(time, response, far, near);
            time = Request(time + T1, request, near, far);
        }

        Emit(time, response, far, near);
        return time + Delay();
    }

    /// <summary>The branch that a proxy gives a request: made from all that came with it.</summary>
    public static string Hop(SipBuilder request, int hop) => $"{request.TopBranch}p{hop}";

    private bool Arrives(double time, SipBuilder message, NetEndpoint source, NetEndpoint target, int losses)
    {
        if (losses < MaxLosses && IsLost())
        {
            EmitIfLostBehind(time, message, source, target);
            return false;
        }

        Emit(time, message, source, target);
        return true;
    }

    private bool IsLost() => Transport is Transport.Udp && Chance(loss);

    // What is lost before the sensor, it never sees.
    private void EmitIfLostBehind(double time, SipBuilder message, NetEndpoint source, NetEndpoint target)
    {
        if (Chance(0.5))
        {
            Emit(time, message, source, target);
        }
    }

    private readonly record struct Answer(int Status, string Tag, string Header, string Value);
}
