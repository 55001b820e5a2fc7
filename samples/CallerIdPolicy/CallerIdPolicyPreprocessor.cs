using System.Text;

namespace CallerIdPolicy;

/// <summary>Calls of a trunk under numbers that are not the trunk's, by From or by P-Asserted-Identity (RFC 3325).</summary>
public sealed class CallerIdPolicyPreprocessor(CallerIdPolicyOptions options) : IPreprocessor<CallerIdPolicyPreprocessor, CallerIdPolicyOptions>
{
    private static readonly EventDescriptor s_from = new(1002, 1, "caller-id-from", Severity.High, EventAction.Drop, "An INVITE of a trunk whose From is none of its numbers. A hidden one is left to what is asserted.");

    private static readonly EventDescriptor s_asserted = new(1002, 2, "caller-id-asserted", Severity.High, EventAction.Drop, "An INVITE of a trunk that asserts none of its numbers, or hides From and asserts nothing.");

    private readonly (NetPrefixSet Networks, byte[][] Numbers)[] _trunks = [.. options.Trunks.Select(t => (t.Networks, t.Numbers.Select(Encoding.ASCII.GetBytes).ToArray()))];

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "caller_id_policy",
        Summary = "Calls of a trunk under numbers that are not the trunk's.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.In(SipMethod.Invite),
        Events = [s_from, s_asserted],
    };

    public static CallerIdPolicyPreprocessor Create(CallerIdPolicyOptions options, PreprocessorServices services) => new(options);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        // Inside a dialog the one who was called may speak, whose number is not the trunk's.
        foreach (var (networks, numbers) in _trunks)
        {
            if (networks.Contains(packet.Source.Address) && !packet.Message.To.HasTag)
            {
                Inspect(packet.Message, numbers, inspection);
                return;
            }
        }
    }

    private static void Inspect(in SipMessage message, byte[][] numbers, Inspection inspection)
    {
        // RFC 3323 §4.1.1.3: whoever hides his number is anonymous.
        var from = message.From.Uri;
        var isHidden = Ascii.EqualsIgnoreCase(from.User, "anonymous"u8);
        if (!isHidden && !Owns(numbers, from.User))
        {
            inspection.Report(s_from, from.Text);
        }

        if (isHidden && !message.Has(SipHeaderId.PAssertedIdentity))
        {
            inspection.Report(s_asserted, from.Text);
        }

        foreach (var line in message.All(SipHeaderId.PAssertedIdentity))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var asserted = NameAddress.Parse(value, out var parts).Uri;
                if (!Owns(numbers, asserted.User))
                {
                    inspection.Report(s_asserted, asserted.Text);
                }
            }
        }
    }

    private static bool Owns(byte[][] numbers, ReadOnlySpan<byte> user)
    {
        var isOwn = false;
        foreach (var number in numbers)
        {
            isOwn |= user.StartsWith(number);
        }

        return isOwn;
    }
}
