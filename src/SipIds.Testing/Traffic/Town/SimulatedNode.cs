using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A party that keeps transactions as RFC 3261 §17 asks: it sends again what nobody answers, and answers again what it is asked again.</summary>
internal abstract class SimulatedNode
{
    private const double T1 = 0.5;
    private const double T2 = 4;
    private const double GivesUpAfter = 32;

    // What some routers at home give a UDP mapping.
    private const double NatMemory = 15;

    private readonly Dictionary<string, Asking> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Answering> _answered = new(StringComparer.Ordinal);

    private double _heard = double.NegativeInfinity;

    protected SimulatedNode(SimulatedNetwork network, string name, int seed, NetEndpoint address, Door door = Door.Outside)
    {
        (Network, Name, Seed, Address, SentBy, Door) = (network, name, seed, address, address.ToString(), door);
        network.Attach(address, this);
    }

    public string Name { get; }

    /// <summary>By which door of the sensor it comes.</summary>
    public Door Door { get; }

    /// <summary>Where its packets come from, outside of its NAT.</summary>
    public NetEndpoint Address { get; private set; }

    /// <summary>Its address without a port.</summary>
    public string Host => $"{Address.Address}";

    /// <summary>What it takes for its address, inside of its NAT.</summary>
    public string SentBy { get; set; }

    /// <summary>What is expected of all that it sends; null for an honest party.</summary>
    public object? Claim { get; init; }

    /// <summary>Whether a NAT may have forgotten it: it has sent and got nothing for a while.</summary>
    public bool IsSilent => Clock.Now >= _heard + NatMemory;

    protected SimulatedNetwork Network { get; }

    protected Simulation Clock => Network.Clock;

    protected int Seed { get; }

    /// <summary>Something that looks random and is this party's alone.</summary>
    public string Token(string purpose) => SimulatedToken.Of(Seed, Name, purpose);

    /// <summary>Goes on at another address, and is no longer reached at the old one.</summary>
    public void MoveTo(NetEndpoint address)
    {
        Network.Detach(Address);
        SentBy = string.Equals(SentBy, Address.ToString(), StringComparison.Ordinal) ? address.ToString() : SentBy;
        Address = address;
        Network.Attach(address, this);
    }

    /// <summary>Takes a message that passed the sensor.</summary>
    public void Receive(WireMessage message, NetEndpoint source)
    {
        _heard = Clock.Now;
        if (!message.IsRequest)
        {
            ReceiveResponse(message);
        }
        else if (message.Method is "ACK")
        {
            ReceiveAck(message);
            OnAck(message);
        }
        else
        {
            ReceiveRequest(message, source);
        }
    }

    /// <summary>Sends a request, again and again until it is answered.</summary>
    protected void Ask(WireMessage request, NetEndpoint target, Action<WireMessage>? onResponse = null)
    {
        var asking = new Asking(request, target, onResponse);
        _asked[KeyOf(request)] = asking;
        Send(request, target);
        Repeat(asking, T1, T1);
    }

    /// <summary>Sends the ACK of a 2xx, and again for each copy of the 2xx.</summary>
    protected void Acknowledge(WireMessage ok, WireMessage ack, NetEndpoint target)
    {
        if (_asked.TryGetValue(KeyOf(ok), out var asking))
        {
            asking.Ack = ack;
        }

        Send(ack, target);
    }

    /// <summary>Answers a request, once or on and on until it is acknowledged.</summary>
    protected void Answer(WireMessage response)
    {
        if (!_answered.TryGetValue(KeyOf(response), out var answering) || answering.IsOver)
        {
            return;
        }

        answering.Last = response;
        Send(response, answering.Source);
        if (response is { Method: "INVITE", Status: >= 200 })
        {
            RepeatAnswer(answering, T1, T1);
        }
    }

    protected virtual void Send(WireMessage message, NetEndpoint target)
    {
        _heard = Clock.Now;
        Network.Send(this, message, Address, target, Claim);
    }

    protected abstract void OnRequest(WireMessage request, NetEndpoint source);

    protected virtual void OnAck(WireMessage ack)
    {
    }

    /// <summary>The INVITE that this CANCEL ends, if it is not over.</summary>
    protected WireMessage? PendingInvite(WireMessage cancel) =>
        _answered.TryGetValue(KeyOf(cancel with { Method = "INVITE" }), out var answering) && !answering.IsOver ? answering.Request : null;

    protected WireVia NewVia(string purpose) => new(SentBy, "z9hG4bK" + Token("branch" + purpose));

    private static string KeyOf(WireMessage message) => $"{message.Via.Branch} {message.Via.SentBy} {message.Method}";

    private static string AckKeyOf(WireMessage message) => string.Create(CultureInfo.InvariantCulture, $"{message.CallId} {message.FromTag} {message.CSeq}");

    private void Repeat(Asking asking, double interval, double elapsed)
    {
        var isInvite = asking.Request.Method is "INVITE";
        Clock.After(interval, () =>
        {
            if (asking.IsOver || elapsed > GivesUpAfter || (isInvite && asking.IsProceeding))
            {
                return;
            }

            Send(asking.Request, asking.Target);
            var next = isInvite ? interval * 2 : Math.Min(interval * 2, T2);
            Repeat(asking, next, elapsed + next);
        });
    }

    private void RepeatAnswer(Answering answering, double interval, double elapsed) => Clock.After(interval, () =>
    {
        if (!answering.IsAcknowledged && elapsed <= GivesUpAfter)
        {
            Send(answering.Last!, answering.Source);
            RepeatAnswer(answering, Math.Min(interval * 2, T2), elapsed + Math.Min(interval * 2, T2));
        }
    });

    private void ReceiveResponse(WireMessage response)
    {
        if (!_asked.TryGetValue(KeyOf(response), out var asking))
        {
            return;
        }

        var isFirst = !asking.IsOver;
        asking.IsProceeding = true;
        asking.IsOver |= response.Status >= 200;
        if (response is { Method: "INVITE", Status: >= 300 })
        {
            Send(asking.Request with { Method = "ACK", ToTag = response.ToTag, Contact = "", Media = "", Fields = "", Credentials = null }, asking.Target);
        }
        else if (asking.Ack is not null && response.Status >= 200)
        {
            Send(asking.Ack, asking.Target);
        }

        if (isFirst)
        {
            asking.OnResponse?.Invoke(response);
        }
    }

    private void ReceiveAck(WireMessage ack)
    {
        if (_answered.TryGetValue(AckKeyOf(ack), out var answering))
        {
            answering.IsAcknowledged = true;
        }
    }

    private void ReceiveRequest(WireMessage request, NetEndpoint source)
    {
        if (_answered.TryGetValue(KeyOf(request), out var known))
        {
            if (known.Last is not null)
            {
                Send(known.Last, known.Source);
            }

            return;
        }

        request = request with { Vias = request.Vias.SetItem(0, request.Via.From(source)) };
        var answering = new Answering(request, source);
        _answered[KeyOf(request)] = answering;
        if (request.Method is "INVITE")
        {
            _answered[AckKeyOf(request)] = answering;
        }

        OnRequest(request, source);
    }
}
