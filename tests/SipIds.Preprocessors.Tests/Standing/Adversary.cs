using System.Globalization;
using SipIds.Packets;
using SipIds.Testing;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Somebody outside who forges. Blind, it knows the topology, the users and the settings; where a plan listens on the line, it reads everything too, and has no party's address, NAT or password.</summary>
internal sealed class Adversary : SimulatedNode
{
    public const double Start = HonestTown.Begin + 8;

    private int _sent;

    public Adversary(HonestTown town)
        : base(town.Network, "adversary", town.Seed, TestEndpoint.Parse("198.19.66.6"), town.Seed % 2 == 0 ? Door.Outside : Door.Elsewhere)
    {
        (Town, Random) = (town, new(town.Seed * 31));
        Claim = Standing.Claim.Free;
    }

    public HonestTown Town { get; }

    public Random Random { get; }

    public NetEndpoint Server => Town.Server.Address;

    /// <summary>A user of the town at which this attack is aimed.</summary>
    public SimulatedAgent Victim => Town.Phones[Town.Seed % Town.Phones.Count];

    public double Now => Clock.Now;

    public void At(double time, Action action) => Clock.At(time, action);

    public void After(double delay, Action action) => Clock.After(delay, action);

    /// <summary>Does something so many times, in even steps.</summary>
    public void Flood(int count, double perSecond, Action<int> action)
    {
        for (var number = 0; number < count; number++)
        {
            var current = number;
            At(Start + (number / perSecond), () => action(current));
        }
    }

    /// <summary>Sends a message from wherever it says. One that does not come by the sensor is none of its business.</summary>
    public void Forge(WireMessage message, NetEndpoint source, NetEndpoint target, Claim claim)
    {
        if (Network.ComesBy(Door, target))
        {
            Network.Send(this, message, source, target, claim);
        }
    }

    /// <summary>Sends a message from its own address.</summary>
    public void SendOwn(WireMessage message, NetEndpoint target, Claim claim) => Forge(message, Address, target, claim);

    /// <summary>A new request of a new transaction and a new dialog.</summary>
    public WireMessage New(string method, string uri, string from, NetEndpoint? sentBy = null)
    {
        var mark = (++_sent).ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Method = method,
            Uri = uri,
            Vias = [new((sentBy ?? Address).ToString(), "z9hG4bK" + Token("branch" + mark))],
            From = from,
            FromTag = Token("tag" + mark),
            To = method is "REGISTER" ? from : uri,
            CallId = $"{Token("id" + mark)}@{(sentBy ?? Address).Address}",
            Contact = method is "INVITE" or "REGISTER" or "SUBSCRIBE" ? $"<sip:x@{sentBy ?? Address}>" : "",
            Expires = method is "REGISTER" ? 3600 : -1,
            Media = method is "INVITE" ? $"{(sentBy ?? Address).Address}" : "",
        };
    }

    /// <summary>An address that is nobody's here, of another network each.</summary>
    public static NetEndpoint Elsewhere(int number) => TestEndpoint.Parse(string.Create(CultureInfo.InvariantCulture, $"100.{64 + (number / 200 % 60)}.{number % 200}.{(number * 7 % 250) + 1}:5060"));

    /// <summary>Reads the line: called for every honest packet before the sensor sees it.</summary>
    public void Listen(Action<SimulatedNode, WireMessage, NetEndpoint, NetEndpoint> heard) => Network.Tap = (sender, message, source, target) =>
    {
        if (Clock.Now >= Start)
        {
            heard(sender, message, source, target);
        }
    };

    protected override void OnRequest(WireMessage request, NetEndpoint source) => Answer(request.Answer(200, Token("answer" + request.CallId)));
}
