using SipIds.Calls;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Host.Discovery.Survey;

internal sealed partial class TrafficSurvey
{
    private void OnResponse(in SipPacket packet)
    {
        var message = packet.Message;
        Visibility.Responses++;
        ref var exchange = ref _exchanges.GetOrAdd(KeyOf(message, message.CSeq.Method), packet.Time, out var isNew);
        if (isNew || exchange.Count == 0)
        {
            Visibility.Orphans++;
            exchange.AnsweredBefore = exchange.AnsweredBefore == default ? packet.Time : exchange.AnsweredBefore;
            exchange.Expires = packet.Time + s_exchange;
            return;
        }

        var branch = message.Via.Branch;
        var number = branch.IsEmpty ? -1 : exchange.HopOf(_hasher.Hash(branch).Low, packet.Target.Address, packet.Source.Address);
        if (number < 0)
        {
            return;
        }

        ref var hop = ref exchange.Hops[number];
        Visibility.Answered += hop.IsAnswered ? 0 : 1;
        hop.IsAnswered = true;
        if (message.StatusCode >= 200 && hop.Status == 0)
        {
            hop.Status = (short)Math.Min(message.StatusCode, 999);
            hop.Tag = _hasher.Hash(message.To.Tag).Low;
            OnFinal(packet, exchange, number);
        }
    }

    private void OnFinal(in SipPacket packet, in Exchange exchange, int number)
    {
        ref readonly var hop = ref exchange.Hops[number];
        var client = Hosts.Of(hop.Source, packet.Time);
        var server = Hosts.Of(hop.Target, packet.Time);
        if (hop.IsAccepted)
        {
            OnAccepted(packet, exchange, hop, client, server);
        }

        switch (packet.Message.CSeq.Method)
        {
            case SipMethod.Register when exchange.Continuation(number) < 0:
                OnRegistration(packet.Message, exchange, hop, client, server);
                break;
            case SipMethod.Options:
                client.OptionsAccepted += hop.IsAccepted && !hop.IsSentOn ? 1 : 0;
                break;
            case SipMethod.Invite when !exchange.IsInDialog:
                client.Challenged += hop is { Status: 401 or 407, IsSentOn: false } ? 1 : 0;
                if (hop.IsAccepted && exchange.Continuation(number) is >= 0 and var onward && exchange.Hops[onward].IsAccepted)
                {
                    Hosts.Of(exchange.Hops[onward].Source, packet.Time).RelayedCalls++;
                }

                break;
        }
    }

    private void OnAccepted(in SipPacket packet, in Exchange exchange, in Hop hop, SeenHost client, SeenHost server)
    {
        if (hop.IsOnOtherPort && server.PortOf(hop.TargetPort) is { } port)
        {
            port.Accepted++;
            port.Clients.Add(Hosts.KeyOf(hop.Source));
        }

        if (!hop.IsSentOn && NetAddress.TryParse(packet.Message.BottomVia.Host, out var said) && said != hop.Source && Neighbourhood.IsPrivate(said))
        {
            client.Insiders.Add(Hosts.KeyOf(said));
        }

        if (exchange.IsInDialog && packet.Message.CSeq.Method is SipMethod.Bye or SipMethod.Invite)
        {
            NoteMiddle(packet);
        }
    }

    // A forged BYE is not accepted: what is, belongs to a call.
    private void NoteMiddle(in SipPacket packet)
    {
        ref var call = ref _calls.GetOrAdd(_hasher.Hash(packet.Message.CallId), packet.Time, out var isNew);
        call.Expires = packet.Time + s_call;
        if (isNew)
        {
            Visibility.MidstreamCalls++;
            Visibility.LastMidstream = packet.Time;
        }
    }

    private void OnRegistration(in SipMessage message, in Exchange exchange, in Hop hop, SeenHost client, SeenHost server)
    {
        if (hop.Status is 401 or 407)
        {
            server.Asked++;
        }
        else if (hop.IsAccepted)
        {
            server.Accepted++;
            server.Clients.Add(Hosts.KeyOf(hop.Source));
            server.Registered.Add(exchange.To);
            server.AddDomain(Domain(message.To.Uri.Host));
            if (!hop.IsSentOn)
            {
                client.Users.Add(exchange.To);
            }
        }
    }

    // The tag went to the caller alone: who acknowledges it is there.
    private void OnAck(in SipPacket packet)
    {
        var message = packet.Message;
        if (!message.To.HasTag || _exchanges.PlaceOf(KeyOf(message, SipMethod.Invite), packet.Time) is not (>= 0 and var place))
        {
            return;
        }

        ref var exchange = ref _exchanges.At(place);
        var tag = _hasher.Hash(message.To.Tag).Low;
        for (var number = 0; number < exchange.Count && !exchange.IsInDialog; number++)
        {
            ref var hop = ref exchange.Hops[number];
            if (!hop.IsAcknowledged && hop.IsAccepted && hop.Tag == tag)
            {
                hop.IsAcknowledged = true;
                var callee = Hosts.Of(hop.Target, packet.Time);
                callee.CallsTaken++;
                callee.TakenFor.Add(exchange.Uri);
                if (!hop.IsSentOn && hop.Source == packet.Source.Address)
                {
                    OnPlaced(Hosts.Of(hop.Source, packet.Time), exchange);
                }
            }
        }
    }

    private static void OnPlaced(SeenHost caller, in Exchange exchange)
    {
        if (exchange.HasCredentials)
        {
            caller.CallsByPassword++;
            return;
        }

        caller.CallsPlaced++;
        caller.Callers.Add(exchange.From);
        caller.Called.Add(exchange.Uri);
    }
}
