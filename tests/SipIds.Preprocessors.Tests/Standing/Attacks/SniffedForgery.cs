using SipIds.Packets;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing.Attacks;

/// <summary>What can be forged by one who reads the line, from an address of its own.</summary>
internal static class SniffedForgery
{
    public static void Byes(Adversary adversary) => OnAck(adversary, (ack, target) => adversary.SendOwn(InDialog(adversary, ack, "BYE"), target, Claim.Forged));

    public static void Refers(Adversary adversary) => OnAck(adversary, (ack, target) =>
        adversary.SendOwn(InDialog(adversary, ack, "REFER") with { Fields = "Refer-To: <sip:+900123@example.com>\r\n" }, target, Claim.Forged));

    /// <summary>Media taken over; a party whose network changed does the same, and belongs to the call from then on.</summary>
    public static void Reinvites(Adversary adversary)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        OnAck(adversary, (ack, target) => adversary.SendOwn(
            InDialog(adversary, ack, "INVITE") with { Contact = $"<sip:x@{adversary.Address}>", Media = adversary.Host },
            target,
            taken.Add(ack.CallId) ? Claim.Reported : Claim.Free));
    }

    /// <summary>A live call taken over by Replaces (RFC 3891).</summary>
    /// <remarks>One that names a call that was refused, or is over, replaces nothing.</remarks>
    public static void Replaces(Adversary adversary)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        adversary.Listen((sender, message, _, target) =>
        {
            if (message is { Method: "INVITE", Status: 200 })
            {
                live.Add(message.CallId);
            }
            else if (message.Method is "BYE")
            {
                live.Remove(message.CallId);
            }

            if (message is { IsRequest: true, Method: "ACK" } && live.Contains(message.CallId) && sender is not Adversary)
            {
                adversary.After(0.4, () => adversary.SendOwn(
                    adversary.New("INVITE", message.Uri, "sip:eve@elsewhere.example") with { Fields = $"Replaces: {message.CallId};to-tag={message.ToTag};from-tag={message.FromTag}\r\n" },
                    target,
                    live.Contains(message.CallId) ? Claim.Forged : Claim.Free));
            }
        });
    }

    public static void Cancels(Adversary adversary) => OnInvite(adversary, (invite, target) => adversary.After(0.05, () => adversary.SendOwn(
        invite with { Method = "CANCEL", Contact = "", Media = "", Fields = "", Credentials = null }, target, Claim.Forged)));

    /// <summary>Final responses that race the real ones.</summary>
    public static void Responses(Adversary adversary)
    {
        var number = 0;
        adversary.Listen((sender, message, source, target) =>
        {
            if (message is { IsRequest: true, Method: "INVITE", ToTag: "" } && sender is not Adversary)
            {
                var status = (number++ % 3) switch { 0 => 200, 1 => 302, _ => 486 };
                var response = message.Answer(status, adversary.Token("race" + message.CallId)) with { Contact = $"<sip:x@{adversary.Address}>", Media = status == 200 ? "198.19.66.6" : "" };
                adversary.After(0.002, () => adversary.SendOwn(response, source, Claim.Forged));
            }
        });
    }

    /// <summary>Copies of INVITEs with a Via of its own, and then a BYE as if it were a party.</summary>
    /// <remarks>A proxy that sends the copy on as well, instead of answering 482 (RFC 3261 §8.2.2.2), makes its sender a caller: that is not told from the real one.</remarks>
    public static void CopiesOfInvites(Adversary adversary)
    {
        OnInvite(adversary, (invite, target) => adversary.After(0.03, () => adversary.SendOwn(
            invite with { Vias = [new(adversary.Address.ToString(), "z9hG4bK" + adversary.Token("copy" + invite.CallId))] }, target, Claim.Free)));
        var heard = adversary.Town.Network.Tap!;
        OnAck(adversary, (ack, target) => adversary.SendOwn(InDialog(adversary, ack, "BYE"), target, Claim.Forged));
        adversary.Town.Network.Tap += heard;
    }

    /// <summary>Copies of a request, with its branch, that deserve to be dropped: before it and after it.</summary>
    public static void BadCopies(Adversary adversary) => adversary.Listen((sender, message, _, target) =>
    {
        if (message is { IsRequest: true, Method: "INVITE" or "REGISTER" or "BYE" } && sender is SimulatedAgent)
        {
            var copy = message with { Fields = "User-Agent: friendly-scanner\r\n" };
            adversary.SendOwn(copy, target, Claim.Forged);
            adversary.After(0.0005, () => adversary.SendOwn(copy, target, Claim.Forged));
        }
    });

    /// <summary>A binding removed with the Call-ID and the credentials of its owner.</summary>
    public static void Removal(Adversary adversary) => adversary.Listen((sender, message, _, target) =>
    {
        if (message is { IsRequest: true, Method: "REGISTER" } && sender is SimulatedAgent)
        {
            var via = new WireVia(adversary.Address.ToString(), "z9hG4bK" + adversary.Token("remove" + message.Via.Branch));
            var asks = adversary.Town.Habits.AsksForPassword && message.Credentials is null;
            adversary.After(1, () => adversary.SendOwn(message with { Vias = [via], CSeq = message.CSeq + 1, Expires = 0 }, target, asks ? Claim.Reported : Claim.Forged));
        }
    });

    private static void OnAck(Adversary adversary, Action<WireMessage, NetEndpoint> act) => adversary.Listen((sender, message, _, target) =>
    {
        if (message is { IsRequest: true, Method: "ACK", Uri: not "" } && message.ToTag.Length > 0 && sender is not Adversary)
        {
            adversary.After(0.4, () => act(message, target));
        }
    });

    private static void OnInvite(Adversary adversary, Action<WireMessage, NetEndpoint> act) => adversary.Listen((sender, message, _, target) =>
    {
        if (message is { IsRequest: true, Method: "INVITE", ToTag: "" } && sender is not Adversary)
        {
            act(message, target);
        }
    });

    private static WireMessage InDialog(Adversary adversary, WireMessage ack, string method) => ack with
    {
        Method = method,
        Vias = [new(adversary.Address.ToString(), "z9hG4bK" + adversary.Token(method + ack.CallId))],
        CSeq = ack.CSeq + 20,
    };
}
