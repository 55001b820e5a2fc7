using SipIds.Calls;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4012, 4015 and 4021: who asks for users and numbers in vain. A scan of users is reported as that, whatever else it is; a slow one only where it is no fast one.</summary>
internal sealed class ScanChecks
{
    private readonly KeyHasher _hasher;
    private readonly LimitShares _slowShares;
    private readonly SlowUsers _slowUsers;
    private readonly ReachedUsers _reached;
    private readonly VainCalls _vainCalls;
    private readonly ExtensionScanCheck _extensions;
    private readonly TollScanCheck _tolls;
    private readonly SlowScanCheck _slow;

    public ScanChecks(ThresholdsOptions options, PreprocessorServices services, LimitShares shares, LimitShares slowShares)
    {
        (_hasher, _slowShares) = (services.Hasher, slowShares);
        _slowUsers = new(options, services, slowShares);
        _reached = new(options, services);
        _vainCalls = new(options, services, _slowUsers, shares, _reached);
        _extensions = new(options, services, _slowUsers);
        _tolls = new(options, services, _vainCalls, shares, _reached);
        _slow = new(options, _slowUsers, slowShares, _reached);
    }

    /// <summary>Judges a request outside dialogs.</summary>
    public void InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var isScan = _extensions.InspectRequest(packet, source, inspection);
        isScan = _tolls.InspectRequest(packet, source, inspection, isScan) || isScan;
        _slow.InspectRequest(packet, source, inspection, isScan);
    }

    /// <summary>Takes in an ACK.</summary>
    public void InspectAck(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        _extensions.InspectAck(source, inspection);
        _vainCalls.OnAck(packet, source, inspection.Call);
    }

    /// <summary>Takes in a response to a request outside dialogs that waits for its final one.</summary>
    public void InspectResponse(in SipPacket packet, in Transaction transaction, Inspection inspection)
    {
        var status = packet.Message.StatusCode;
        var isScan = status >= 200 && _extensions.InspectFinal(packet, transaction, inspection);
        if (transaction.Method is SipMethod.Invite)
        {
            _tolls.InspectResponse(packet, transaction, inspection, isScan);
        }
        else if (transaction.Method is SipMethod.Register && status is >= 200 and < 300)
        {
            _reached.Add(transaction.To, inspection.Now);
        }
    }

    /// <summary>Takes in a request that passes.</summary>
    public void Observe(in SipPacket packet, Inspection inspection)
    {
        if (packet.Message.Method is SipMethod.Invite && inspection.Call.IsNewAttempt)
        {
            _vainCalls.OnCall(packet, SourceKey.Of(packet.Origin.Address, _hasher), inspection.Call);
        }
    }

    /// <summary>Counts what was not answered in time, and forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        _extensions.OnTick(now);
        _vainCalls.OnTick(now);
        _slowUsers.OnTick(now);
        _reached.OnTick(now);
        _slowShares.OnTick(now);
    }
}
