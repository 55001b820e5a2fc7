using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Pipeline.Verdicts;

/// <summary>Attacker and victim of whatever a packet's events accuse.</summary>
internal readonly struct AlertParties
{
    private readonly NetEndpoint _sender;
    private readonly NetEndpoint _receiver;
    private readonly NetEndpoint _asker;
    private readonly bool _isSenderProven;
    private readonly bool _isAskerProven;

    /// <param name="packet">The packet.</param>
    /// <param name="calls">What is known of its transaction; null where there is no call table.</param>
    public AlertParties(in SipPacket packet, CallContext? calls)
    {
        _receiver = packet.Target;
        var isResponse = !packet.Message.IsEmpty && !packet.Message.IsRequest;
        _sender = isResponse || packet.Origin.Address.IsNone ? packet.Source : packet.Origin;
        _asker = !isResponse ? _sender : calls is { HasTransaction: true } ? calls.Transaction.Origin : packet.Target;
        var isOnConnection = packet.Decoded.IsSourceProven;
        _isSenderProven = (isOnConnection && _sender == packet.Source) || (!isResponse && calls is not null && Standing.IsOwn(packet, calls));
        _isAskerProven = !isResponse ? _isSenderProven
            : (isOnConnection && _asker == packet.Target) || calls is { HasTransaction: true, Transaction.ReturnsNonce: true };
        IsResponse = isResponse;
    }

    private bool IsResponse { get; }

    /// <summary>The attacker.</summary>
    public NetEndpoint SourceOf(EventDescriptor descriptor) => descriptor.Accuses is Accused.Asker ? _asker : _sender;

    /// <summary>The victim.</summary>
    public NetEndpoint TargetOf(EventDescriptor descriptor) => IsResponse && descriptor.Accuses is Accused.Asker ? _sender : _receiver;

    /// <summary>Whether this very packet, or the request that it answers, is certainly the attacker's: over a connection, which proves both of its ends and nobody behind them, or with a nonce that went to that address alone.</summary>
    public bool IsProven(EventDescriptor descriptor) => descriptor.Accuses is Accused.Asker ? _isAskerProven : _isSenderProven;
}
