using SipIds.Packets;

namespace SipIds.Testing.Traffic;

/// <summary>One random call: challenged or not, forked or not, answered, refused or cancelled, with what may happen in it.</summary>
internal sealed class LegalCall
{
    private readonly TrafficWire _wire;
    private readonly LegalParties _parties;
    private readonly LegalDialog[] _dialogs;
    private readonly bool _isChallenged;
    private SipBuilder _invite;
    private SipBuilder[][] _branches = [];

    public LegalCall(TrafficWire wire, NetEndpoint proxy, int number)
    {
        _wire = wire;
        _parties = new(wire, proxy, number);
        _isChallenged = wire.Chance(0.4);
        _invite = _parties.Invite(credentials: false);
        _dialogs = [.. Enumerable.Range(0, _parties.Devices.Length).Select(device => new LegalDialog(wire, _parties, device, _isChallenged))];
    }

    public void Play(double time)
    {
        var arrival = Invite(_parties.Register(time));
        var ringing = arrival;
        foreach (var dialog in _dialogs)
        {
            ringing = Math.Max(ringing, _wire.Chance(0.85) ? dialog.Ring(arrival + _wire.Between(0.01, 0.3), _branches[dialog.Device]) : arrival);
        }

        time = ringing + _wire.Between(0.1, 6);
        switch (_wire.Below(10))
        {
            case 0:
                Refuse(time, 486);
                break;
            case 1 or 2:
                Cancel(time);
                break;
            case 3:
                CancelTooLate(time);
                break;
            default:
                Answer(time);
                break;
        }
    }

    // The INVITE reaches every device; the challenge to a first one comes from the next hop.
    private double Invite(double time)
    {
        var route = _parties.Route(0);
        if (_isChallenged)
        {
            var challenged = _wire.Request(time, _invite, route[0], route[1]);
            time = _wire.Refuse(challenged, _parties.Challenge(_invite), SipBuilder.AckOf(_invite, _parties.ServerTag), route[1], route[0]) + _wire.Delay();
            _invite = _parties.Invite(credentials: true);
        }

        time = _wire.Request(time, _invite, route[0], route[1]);
        _wire.Emit(time, SipBuilder.Response(100, _invite), route[1], route[0]);
        _branches = [.. _dialogs.Select(dialog => _parties.Branch(_invite, dialog.Device))];
        var last = time;
        foreach (var dialog in _dialogs)
        {
            dialog.Begin(_parties.InviteSequence);
            last = Math.Max(last, _parties.IsSeenBehind ? _wire.Request(time, _branches[dialog.Device][1], _parties.Proxy, _parties.Devices[dialog.Device]) : time);
        }

        return last + _wire.Delay();
    }

    private void Answer(double time)
    {
        var winner = _dialogs[_wire.Below(_dialogs.Length)];
        var (known, free) = winner.Accept(time, _parties.Route(winner.Device), _branches[winner.Device], _parties.InviteSequence, fromCaller: true);
        foreach (var dialog in _dialogs)
        {
            if (dialog != winner)
            {
                Lose(dialog, known);
            }
        }

        winner.Talk(known, free);
    }

    // RFC 3261 §16.7: a proxy cancels the other branches; a device that answers all the same is hung up on by the caller (§13.2.2.4).
    private void Lose(LegalDialog dialog, double time)
    {
        if (_wire.Chance(0.3))
        {
            var (known, _) = dialog.Accept(time + _wire.Between(0, 0.1), _parties.Route(dialog.Device), _branches[dialog.Device], _parties.InviteSequence, fromCaller: true);
            dialog.HangUp(known + _wire.Delay(), fromCaller: true);
        }
        else if (_parties.IsSeenBehind)
        {
            CancelBranch(time, dialog);
        }
    }

    private void Refuse(double time, int status)
    {
        var last = time;
        foreach (var dialog in _dialogs.Where(_ => _parties.IsSeenBehind))
        {
            last = Math.Max(last, RefuseBranch(time, dialog, status));
        }

        RefuseFirst(last, status);
    }

    private void Cancel(double time)
    {
        var route = _parties.Route(0);
        var accepted = _wire.Exchange(time, [route[0], route[1]], SipBuilder.CancelOf(_invite), 200, _parties.ServerTag);
        var last = accepted;
        foreach (var dialog in _dialogs.Where(_ => _parties.IsSeenBehind))
        {
            last = Math.Max(last, CancelBranch(accepted, dialog));
        }

        RefuseFirst(last, 487);
    }

    private void CancelTooLate(double time)
    {
        var route = _parties.Route(0);
        var dialog = _dialogs[0];
        var (known, _) = dialog.Accept(time, _parties.Route(0), _branches[0], _parties.InviteSequence, fromCaller: true);
        _ = _wire.Exchange(time + 0.001, [route[0], route[1]], SipBuilder.CancelOf(_invite), 200, _parties.ServerTag);
        dialog.HangUp(known + _wire.Delay(), fromCaller: true);
        foreach (var other in _dialogs.Skip(1).Where(_ => _parties.IsSeenBehind))
        {
            _ = CancelBranch(known, other);
        }
    }

    private double CancelBranch(double time, LegalDialog dialog)
    {
        var (branch, device) = (_branches[dialog.Device][1], _parties.Devices[dialog.Device]);
        time = _wire.Exchange(time, [_parties.Proxy, device], SipBuilder.CancelOf(branch), 200, dialog.Tag);
        return RefuseBranch(time, dialog, 487);
    }

    private double RefuseBranch(double time, LegalDialog dialog, int status)
    {
        var branch = _branches[dialog.Device][1];
        var refusal = SipBuilder.Response(status, branch.ToTag(dialog.Tag));
        return _wire.Refuse(time, refusal, SipBuilder.AckOf(branch, dialog.Tag), _parties.Devices[dialog.Device], _parties.Proxy);
    }

    private void RefuseFirst(double time, int status)
    {
        var route = _parties.Route(0);
        var tag = _wire.Chance(0.5) ? _dialogs[0].Tag : _parties.ServerTag;
        _ = _wire.Refuse(time, SipBuilder.Response(status, _invite.ToTag(tag)), SipBuilder.AckOf(_invite, tag), route[1], route[0]);
    }
}
