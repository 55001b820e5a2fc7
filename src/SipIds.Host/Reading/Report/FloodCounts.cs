using SipIds.Events;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Host.Reading.Report;

/// <summary>Who makes a flood that an event counts by its target: the request over the limit may be anybody's, and only who sent most of those before is accused.</summary>
internal sealed class FloodCounts
{
    private const int Kept = 8_192;

    private static readonly int[] s_byTarget = [4002, 4004, 4006, 4013];

    private readonly Request[] _requests = new Request[Kept];
    private long _seen;

    /// <summary>Whether an event counts what a target gets, whoever sends it.</summary>
    public static bool CountsTarget(EventDescriptor descriptor) => descriptor.Gid == Gid.Sip && s_byTarget.Contains(descriptor.Sid);

    /// <summary>Takes note of a request.</summary>
    public void Add(in SipPacket packet) =>
        _requests[_seen++ % Kept] = new(packet.Time, packet.Origin.Address, packet.Target.Address, packet.Message.Method, UserOf(packet));

    /// <summary>Who sent at least half of what an alert counts; none if nobody did.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="packet">The request that raised it, which is not noted yet.</param>
    public NetAddress MakerOf(in Alert alert, in SipPacket packet)
    {
        var senders = new Dictionary<NetAddress, int> { [packet.Origin.Address] = 1 };
        var (all, user) = (1, UserOf(packet));
        for (var i = _seen - 1; i >= 0 && i >= _seen - Kept && _requests[i % Kept] is var request && request.Time >= alert.Since; i--)
        {
            if (request.Target == packet.Target.Address && request.Method == packet.Message.Method && (alert.Event.Sid is 4006 or 4013 || request.User == user))
            {
                all++;
                senders[request.Sender] = senders.GetValueOrDefault(request.Sender) + 1;
            }
        }

        var (maker, most) = senders.MaxBy(sender => sender.Value);
        return alert.Event.Sid != 4013 && most * 2 >= all ? maker : default;
    }

    private static int UserOf(in SipPacket packet)
    {
        var user = new HashCode();
        user.AddBytes(packet.Message.To.Uri.User);
        return user.ToHashCode();
    }

    private readonly record struct Request(Timestamp Time, NetAddress Sender, NetAddress Target, SipMethod Method, int User);
}
