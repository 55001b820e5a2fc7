using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Does a response go where its topmost Via says, hop by hop to hosts that exist.</summary>
internal static class ViaRoutingCheck
{
    private const int MaxValues = 32;

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2014, "mandatory-via-misrouted", Severity.Medium, EventAction.Drop,
        "A response that reaches the host of its bottom Via while other Vias still stand above it and none of them led there (RFC 3261 §8.1.3.3), "
        + "or one with 0.0.0.0, a multicast or the broadcast address in a Via below the top (RFC 4475 §3.3.10).")
    {
        Title = "Response on a way that its Vias rule out",
        Drop = DropReach.Message,
        FalseAlarm = "A proxy and a client on one address that exchange responses through the network.",
    };

    public static void Inspect(in MandatoryFields fields, NetEndpoint target, Inspection inspection)
    {
        if (!fields.HasOneVia)
        {
            Judge(fields, target, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(in MandatoryFields fields, NetEndpoint target, Inspection inspection)
    {
        var index = 0;
        foreach (var line in fields.Message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (index++ is > 0 and < MaxValues)
                {
                    JudgeLower(value, inspection);
                }
            }
        }

        if (index > 1 && IsAtBottom(fields.Message.BottomVia, target)
            && ViaAddress.TryRead(fields.Via, out var top) && top != target.Address)
        {
            inspection.Report(Event, fields.Via.Text);
        }
    }

    private static void JudgeLower(ReadOnlySpan<byte> value, Inspection inspection)
    {
        if (ViaAddress.TryRead(SipVia.Parse(value, out var parts), out var address) && ViaAddress.IsNoHost(address))
        {
            inspection.Report(Event, value);
        }
    }

    private static bool IsAtBottom(in SipVia bottom, NetEndpoint target)
    {
        var port = ViaAddress.PortOf(bottom);
        return ViaAddress.TryRead(bottom, out var address) && address == target.Address && (port == 0 || port == target.Port);
    }
}
