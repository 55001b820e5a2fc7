using System.Text;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Host.Discovery.Survey;

internal sealed partial class TrafficSurvey
{
    private void OnRequest(in SipPacket packet, SeenHost sender)
    {
        var message = packet.Message;
        var vias = ViaStack.Of(message, _hasher);
        ref var exchange = ref _exchanges.GetOrAdd(KeyOf(message, MethodOf(message)), packet.Time, out var isNew);
        if (isNew || exchange.Count == 0)
        {
            Begin(ref exchange, packet);
        }

        if (exchange.HopOf(vias.Top, packet.Source.Address, packet.Target.Address) >= 0 || exchange.Count == Hop.Most)
        {
            return;
        }

        var hop = new Hop
        {
            Source = packet.Source.Address,
            Target = packet.Target.Address,
            TargetPort = packet.Target.Port,
            Branch = vias.Top,
            From = (sbyte)exchange.HopOf(vias.Second),
            IsAsserted = IsAsserted(message),
            IsOnOtherPort = IsOnOtherPort(packet),
        };

        // What has the branch of another's is no new request, but the same on the other side of a NAT.
        var isCopy = exchange.HopOf(vias.Top) >= 0;
        var target = Hosts.Of(packet.Target.Address, packet.Time);
        if (hop.IsSentOn)
        {
            OnSentOn(packet, sender, exchange, hop);
        }
        else if (!isCopy)
        {
            OnOwn(packet, sender, target, vias);
        }

        sender.Asserted += hop.IsAsserted && (!hop.IsSentOn || !exchange.Hops[hop.From].IsAsserted) ? 1 : 0;
        target.AskedInDialogs += exchange.IsInDialog ? 1 : 0;
        target.AskedOutside += exchange.IsInDialog ? 0 : 1;
        Visibility.Requests += isCopy ? 0 : 1;
        if (hop.IsOnOtherPort && target.PortOf(hop.TargetPort) is { } port)
        {
            port.Requests++;
        }

        exchange.Hops[exchange.Count++] = hop;
    }

    private void Begin(ref Exchange exchange, in SipPacket packet)
    {
        var message = packet.Message;
        if (exchange.AnsweredBefore != default)
        {
            var by = packet.Time - exchange.AnsweredBefore;
            Visibility.AnswersFirst++;
            Visibility.AnswersFirstBy = by > Visibility.AnswersFirstBy ? by : Visibility.AnswersFirstBy;
        }

        exchange = new()
        {
            Expires = packet.Time + s_exchange,
            From = UserOf(message.From.Uri),
            To = UserOf(message.To.Uri),
            Uri = UserOf(message.RequestUri),
            HasCredentials = DigestCredentials.AreIn(message),
            IsInDialog = message.To.HasTag,
        };
        if (message.Method is SipMethod.Invite && !exchange.IsInDialog)
        {
            _calls.GetOrAdd(_hasher.Hash(message.CallId), packet.Time, out _).Expires = packet.Time + s_call;
        }
    }

    private void OnSentOn(in SipPacket packet, SeenHost sender, in Exchange exchange, in Hop hop)
    {
        ref readonly var before = ref exchange.Hops[hop.From];
        sender.SentOn++;
        sender.RelayedUsers.Add(exchange.From);
        sender.Before.Add(Hosts.KeyOf(before.Source));
        sender.Behind.Add(Hosts.KeyOf(hop.Target));
        sender.TakenElsewhere += before.Target != sender.Address ? 1 : 0;
        sender.Recorded += Names(packet.Message.ValueOf(SipHeaderId.RecordRoute), sender.Address) ? 1 : 0;
    }

    private static void OnOwn(in SipPacket packet, SeenHost sender, SeenHost target, ViaStack vias)
    {
        sender.Requests++;
        sender.Carried += vias.Count > 1 ? 1 : 0;
        if (packet.Message.Method is SipMethod.Options && !packet.Message.To.HasTag)
        {
            sender.Options++;
            sender.Pings.Note(packet.Target.Address, packet.Time);
            target.OptionsTaken++;
        }
    }

    private static bool Names(ReadOnlySpan<byte> route, NetAddress address)
    {
        foreach (var value in new SipValues(route))
        {
            return NetAddress.TryParse(NameAddress.Parse(value, out _).Uri.Host, out var host) && host == address;
        }

        return false;
    }

    private static bool IsAsserted(in SipMessage message)
    {
        if (message.Has(SipHeaderId.PAssertedIdentity))
        {
            return true;
        }

        foreach (var header in message.All(SipHeaderId.Other))
        {
            if (Ascii.EqualsIgnoreCase(header.Name, "Remote-Party-ID"u8))
            {
                return true;
            }
        }

        return false;
    }
}
