using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Does somebody outside the trust domain assert who is calling, or who pays.</summary>
internal sealed class AssertedCheck
{
    private const ulong Possible =
        (1UL << (int)SipHeaderId.PAssertedIdentity) | (1UL << (int)SipHeaderId.PPreferredIdentity) | (1UL << (int)SipHeaderId.Other);

    private readonly NetPrefixSet _asserting;
    private readonly NetPrefixSet _proxies;

    public AssertedCheck(PipelineOptions settings) => (_asserting, _proxies) = (settings.AssertedFrom, settings.ProxyIp);

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2017, "mandatory-asserted", Severity.Medium, EventAction.Alert,
        "A P-Asserted-Identity (RFC 3325 §5), Remote-Party-ID or charging header (P-Charging-Vector, P-Charging-Function-Addresses, P-Charge-Info, "
        + "Charge-Info) from an address outside `asserted_from`, where that is set. Severity 3 for P-Preferred-Identity, by which a phone may ask its own proxy.")
    {
        Title = "Identity asserted by a stranger",
        Classification = EventClass.MiscAttack,
        Drop = DropReach.Nothing,
        Settings = ["asserted_from", "proxy_ip"],
        FalseAlarm = "A PBX or trunk of yours that is missing in `asserted_from`, or a phone that sends Remote-Party-ID and whose server ignores it.",
    };

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (_asserting.Count > 0 && (packet.Message.PresentIds & Possible) != 0)
        {
            Judge(packet, inspection);
        }
    }

    // What one of our proxies passes on, it asserts itself.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, Inspection inspection)
    {
        if (_proxies.Contains(packet.Source.Address) || _asserting.Contains(packet.Origin.Address) || _asserting.Contains(packet.Source.Address))
        {
            return;
        }

        foreach (var header in packet.Message.Headers)
        {
            if (header.Id is SipHeaderId.PAssertedIdentity || (header.Id is SipHeaderId.Other && IsAsserting(header.Name)))
            {
                inspection.Report(Event, Describe(header, stackalloc byte[Alert.MaxDetailLength]));
                return;
            }
        }

        if (packet.Message.Has(SipHeaderId.PPreferredIdentity))
        {
            inspection.Notice(Event, Describe(packet.Message[SipHeaderId.PPreferredIdentity], stackalloc byte[Alert.MaxDetailLength]));
        }
    }

    private static bool IsAsserting(ReadOnlySpan<byte> name) => name.Length switch
    {
        11 => Ascii.EqualsIgnoreCase(name, "Charge-Info"u8),
        13 => Ascii.EqualsIgnoreCase(name, "P-Charge-Info"u8),
        15 => Ascii.EqualsIgnoreCase(name, "Remote-Party-ID"u8),
        17 => Ascii.EqualsIgnoreCase(name, "P-Charging-Vector"u8),
        29 => Ascii.EqualsIgnoreCase(name, "P-Charging-Function-Addresses"u8),
        _ => false,
    };

    private static ReadOnlySpan<byte> Describe(in SipHeader header, Span<byte> buffer)
    {
        var detail = new DetailWriter(buffer);
        detail.Add(header.Name);
        detail.Add(": "u8);
        detail.Add(header.Value);
        return detail.Text;
    }
}
