using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic;

/// <summary>What the caller and one device say to each other in their dialog, from the ringing to the BYE.</summary>
internal sealed class LegalDialog(TrafficWire wire, LegalParties parties, int device, bool isChallenged)
{
    // How long what is to be acknowledged comes again: 64·T1.
    private const double Patience = 64 * TrafficWire.T1;

    private int _callerSequence;
    private int _calleeSequence;

    public int Device => device;

    public string Tag { get; } = string.Create(CultureInfo.InvariantCulture, $"b{parties.ServerTag}d{device}");

    public void Begin(int inviteSequence) => _callerSequence = inviteSequence;

    /// <summary>The device rings: a provisional response, perhaps a reliable one with its PRACK (RFC 3262), perhaps an UPDATE (RFC 3311).</summary>
    public double Ring(double time, SipBuilder[] invite)
    {
        var isReliable = wire.Chance(0.3);
        var ringing = Array.ConvertAll(invite, onHop => Ringing(onHop, isReliable));
        Array.Reverse(ringing);
        var end = time + Patience;
        var isHeard = wire.TryCarry(time, parties.Route(device, fromCaller: false), ringing, isLast: false, out var arrival);
        for (var wait = TrafficWire.T1; isReliable && !isHeard; wait *= 2)
        {
            time += wait;
            isHeard = wire.TryCarry(time, parties.Route(device, fromCaller: false), ringing, isLast: time + (wait * 2) > end, out arrival);
        }

        if (isReliable)
        {
            var prack = Next("PRACK", fromCaller: true).Header("RAck", string.Create(CultureInfo.InvariantCulture, $"1 {_callerSequence - 1} INVITE"));
            arrival = wire.Exchange(arrival, parties.Route(device), prack, 200, Tag);
            arrival = wire.Chance(0.5) ? Ask(arrival + wire.Delay(), "UPDATE", wire.Chance(0.5)) : arrival;
        }

        return arrival;
    }

    /// <summary>An INVITE is accepted; the 200 comes again until its ACK arrives, for 64·T1 at the most (RFC 3261 §13.3.1.4).</summary>
    /// <returns>When the side that invited first knows, and when the other has the ACK.</returns>
    public (double Known, double Free) Accept(double time, NetEndpoint[] route, SipBuilder[] invite, int sequence, bool fromCaller)
    {
        var back = route.Reverse().ToArray();
        var answers = Array.ConvertAll(invite, onHop => parties.WithContact(SipBuilder.Response(200, onHop.ToTag(Tag)), device, ofCaller: !fromCaller));
        Array.Reverse(answers);
        var acks = parties.OnHops(parties.InDialog("ACK", device, Tag, sequence, fromCaller), route);
        var known = -1.0;
        var end = time + Patience;
        for (var wait = TrafficWire.T1; ; wait = Math.Min(wait * 2, TrafficWire.T2))
        {
            var isLast = time + wait > end;
            if (wire.TryCarry(time, back, answers, isLast, out var arrival))
            {
                known = known < 0 ? arrival : known;

                // What follows the ACK may overtake it.
                if (wire.TryCarry(arrival + (wire.Chance(0.2) ? wire.Between(0, 0.04) : 0), route, acks, isLast, out var free))
                {
                    return (known, free);
                }
            }

            time += wait;
        }
    }

    /// <summary>The two talk, change the call, refer it, and hang up.</summary>
    /// <param name="known">When the caller knows that it is answered.</param>
    /// <param name="free">When the callee knows that the caller knows.</param>
    public void Talk(double known, double free)
    {
        if (wire.Chance(0.2))
        {
            HangUp(known + wire.Between(0.001, 0.05), fromCaller: true);
            return;
        }

        var time = Math.Max(known, free) + wire.Between(0.05, 10);
        for (var actions = wire.Below(4); actions > 0; actions--)
        {
            time = Act(time) + wire.Between(0.05, 20);
        }

        HangUp(time);
    }

    public void HangUp(double time, bool fromCaller) => _ = Ask(time, "BYE", fromCaller);

    private void HangUp(double time)
    {
        var fromCaller = wire.Chance(0.6);
        HangUp(time, fromCaller);
        if (wire.Chance(0.1))
        {
            HangUp(time + wire.Between(0, 0.01), !fromCaller);
        }
    }

    private double Act(double time)
    {
        var fromCaller = wire.Chance(0.5);
        return wire.Below(6) switch
        {
            0 or 1 => Reinvite(time, fromCaller),
            2 => Ask(time, "UPDATE", fromCaller),
            3 => Ask(time, wire.Chance(0.5) ? "INFO" : "OPTIONS", fromCaller),
            4 => Refer(time, fromCaller),
            _ => RefuseReinvite(time, fromCaller),
        };
    }

    // Hold and resume, RFC 3264 §8.4.
    private double Reinvite(double time, bool fromCaller)
    {
        var route = parties.Route(device, fromCaller);
        time = MayBeChallenged(fromCaller) ? ChallengeReinvite(time, fromCaller, route) : time;
        var invite = parties.WithContact(Next("INVITE", fromCaller), device, fromCaller);
        var sequence = fromCaller ? _callerSequence : _calleeSequence;
        var hops = parties.OnHops(invite, route);
        var (known, free) = Accept(Carry(time, route, hops), route, hops, sequence, fromCaller);
        return Math.Max(known, free);
    }

    private double ChallengeReinvite(double time, bool fromCaller, NetEndpoint[] route)
    {
        var invite = parties.WithContact(Next("INVITE", fromCaller), device, fromCaller);
        time = wire.Request(time, invite, route[0], route[1]);
        return wire.Refuse(time, parties.Challenge(invite), SipBuilder.AckOf(invite, Tag), route[1], route[0]) + wire.Delay();
    }

    private double RefuseReinvite(double time, bool fromCaller)
    {
        var route = parties.Route(device, fromCaller);
        var hops = parties.OnHops(parties.WithContact(Next("INVITE", fromCaller), device, fromCaller), route);
        time = Carry(time, route, hops);
        for (var hop = hops.Length - 1; hop >= 0; hop--)
        {
            time = wire.Refuse(time, SipBuilder.Response(488, hops[hop]), SipBuilder.AckOf(hops[hop], Tag), route[hop + 1], route[hop]);
        }

        return time;
    }

    // RFC 3515: each REFER is followed by NOTIFYs of how it went, of which the first may overtake its response.
    private double Refer(double time, bool fromCaller)
    {
        var refer = Next("REFER", fromCaller).Header("Refer-To", "<sip:carol@example.com>").Contact("<sip:transfer@192.0.2.1>");
        var answered = wire.Exchange(time, parties.Route(device, fromCaller), refer, 202, Tag);
        var first = Notify(wire.Chance(0.3) ? answered - 0.0005 : answered + wire.Delay(), !fromCaller, "SIP/2.0 100 Trying", "active;expires=60");
        return Notify(Math.Max(first, answered) + wire.Between(0.2, 3), !fromCaller, "SIP/2.0 200 OK", "terminated;reason=noresource");
    }

    private double Notify(double time, bool fromCaller, string fragment, string state) => wire.Exchange(
        time,
        parties.Route(device, fromCaller),
        Next("NOTIFY", fromCaller).Header("Event", "refer").Header("Subscription-State", state).Contact("<sip:transfer@192.0.2.1>").Body("message/sipfrag", fragment),
        200,
        Tag);

    private double Ask(double time, string method, bool fromCaller)
    {
        var route = parties.Route(device, fromCaller);
        if (MayBeChallenged(fromCaller))
        {
            time = wire.Exchange(time, [route[0], route[1]], Next(method, fromCaller), parties.ChallengeStatus, Tag, parties.ChallengeHeader, LegalParties.ChallengeValue);
            return wire.Exchange(time + wire.Delay(), route, parties.WithCredentials(Next(method, fromCaller)), 200, Tag);
        }

        return wire.Exchange(time, route, Next(method, fromCaller), 200, Tag);
    }

    // Only the server that challenged the caller's INVITE, or the device's REGISTER.
    private bool MayBeChallenged(bool fromCaller) => (fromCaller ? isChallenged : parties.IsSeenBehind) && wire.Chance(0.3);

    private double Carry(double time, NetEndpoint[] route, SipBuilder[] hops)
    {
        for (var hop = 0; hop < hops.Length; hop++)
        {
            time = wire.Request(time, hops[hop], route[hop], route[hop + 1]);
        }

        return time + wire.Delay();
    }

    private SipBuilder Next(string method, bool fromCaller) =>
        parties.InDialog(method, device, Tag, fromCaller ? ++_callerSequence : ++_calleeSequence, fromCaller);

    private SipBuilder Ringing(SipBuilder invite, bool isReliable)
    {
        var ringing = SipBuilder.Response(isReliable ? 183 : 180, invite.ToTag(Tag)).Contact($"<sip:bob@{parties.Devices[device]}>");
        return isReliable ? ringing.Header("Require", "100rel").Header("RSeq", "1") : ringing;
    }
}
