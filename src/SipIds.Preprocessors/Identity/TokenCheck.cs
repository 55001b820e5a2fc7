using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Identity;

/// <summary>7005: a PASSporT that whoever checks it has to refuse before the signature (RFC 8224 §6.2).</summary>
internal sealed class TokenCheck(TimeSpan freshness)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 7005, "identity-token", Severity.Medium, EventAction.Alert,
        "A PASSporT in Identity that cannot hold (RFC 8224 §6.2, RFC 8225): it has another `alg` than ES256 or none, or an `x5u` that is not Identity's `info`; "
        + "or, outside a dialog, an `iat` further than `identity.freshness` from the packet's time or that stands twice, an `orig` that is neither From nor P-Asserted-Identity, or a `dest` that is neither To nor the Request-URI (cut and paste). "
        + "Numbers are compared by their digits, national forms by the last seven; where the call was diverted, `dest` is not compared. "
        + "Low, if its claims cannot be read, or lack one of the three.")
    {
        Title = "Wrong or old PASSporT in Identity",
        Classification = EventClass.MiscAttack,
        Drop = DropReach.Nothing,
        Settings = ["identity.freshness"],
        FalseAlarm = "A capture or a sensor whose clock is wrong, or a border that gives caller and callee other numbers and passes Identity on as it was.",
    };

    /// <summary>Judges a PASSporT.</summary>
    /// <param name="packet">The request that carries it.</param>
    /// <param name="passport">What it says.</param>
    /// <param name="value">The Identity value that it is in.</param>
    /// <param name="info">The URL in that value; empty if there is none.</param>
    /// <param name="inspection">Takes what is reported.</param>
    public void Inspect(in SipPacket packet, in Passport passport, ReadOnlySpan<byte> value, ReadOnlySpan<byte> info, Inspection inspection)
    {
        var faults = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        JudgeForm(passport, value, info, ref faults);
        if (!passport.IsCompact && !inspection.Call.IsInDialog)
        {
            JudgeClaims(packet, passport, inspection, ref faults);
        }

        if (!faults.Text.IsEmpty)
        {
            inspection.Report(Event, faults.Text);
        }
        else if (Missing(passport) is { IsEmpty: false } missing)
        {
            inspection.Notice(Event, missing);
        }
    }

    private static ReadOnlySpan<byte> Missing(in Passport passport) =>
        passport.IsCompact ? default
        : !passport.HasClaims ? "claims that cannot be read"u8
        : passport.IssuedAt < 0 ? "no iat"u8
        : passport.Origin.IsEmpty ? "no orig"u8
        : passport.Destination.IsEmpty ? "no dest"u8
        : default;

    private static void JudgeForm(in Passport passport, ReadOnlySpan<byte> value, ReadOnlySpan<byte> info, ref DetailWriter faults)
    {
        var isNamed = IdentityValue.TryGet(value, "alg"u8, out var named);
        var algorithm = passport.IsCompact || (isNamed && passport.Algorithm.SequenceEqual("ES256"u8)) ? named : passport.Algorithm;
        if (!algorithm.SequenceEqual("ES256"u8) && (isNamed || !passport.IsCompact))
        {
            Add("alg "u8, algorithm.IsEmpty ? "is missing"u8 : algorithm, ref faults);
        }

        if (!passport.X5u.IsEmpty && !info.IsEmpty && !Ascii.EqualsIgnoreCase(passport.X5u, info))
        {
            Add("x5u is not info: "u8, passport.X5u, ref faults);
        }
    }

    private void JudgeClaims(in SipPacket packet, in Passport passport, Inspection inspection, ref DetailWriter faults)
    {
        // A call that rings one phone after another brings its PASSporT to the last one late.
        var age = packet.Time.Seconds - passport.IssuedAt;
        if (passport.IssuedAt >= 0 && inspection.Call is { IsNewAttempt: true, HasCall: false } && Math.Abs(age) > (long)freshness.TotalSeconds)
        {
            faults.Add(faults.Text.IsEmpty ? ""u8 : ", "u8);
            faults.Add("iat is "u8);
            faults.Add(Math.Abs(age));
            faults.Add(age > 0 ? " s old"u8 : " s ahead"u8);
        }

        if (passport.IsIssuedTwice)
        {
            Add("iat stands "u8, "twice"u8, ref faults);
        }

        if (ClaimedParty.OfCaller(passport.Origin, packet.Message) is Likeness.Other)
        {
            Add("orig is not the caller: "u8, passport.Origin, ref faults);
        }

        // A diverted call keeps the PASSporT that it had, and gets another one with its new destination (RFC 8946).
        if (!passport.Extension.StartsWith("div"u8) && ClaimedParty.OfCallee(passport.Destination, packet.Message) is Likeness.Other && !IsDiverted(packet.Message))
        {
            Add("dest is not the callee: "u8, passport.Destination, ref faults);
        }
    }

    private static bool IsDiverted(in SipMessage message)
    {
        var isDiverted = message.Has(SipHeaderId.Diversion);
        foreach (var line in message.All(SipHeaderId.Other))
        {
            isDiverted |= Ascii.EqualsIgnoreCase(line.Name, "History-Info"u8);
        }

        foreach (var line in message.All(SipHeaderId.Identity))
        {
            foreach (var value in new SipValues(line.Value))
            {
                isDiverted |= IdentityValue.TryGet(value, "ppt"u8, out var extension) && extension.StartsWith("div"u8);
            }
        }

        return isDiverted;
    }

    private static void Add(ReadOnlySpan<byte> what, ReadOnlySpan<byte> value, ref DetailWriter faults)
    {
        faults.Add(faults.Text.IsEmpty ? ""u8 : ", "u8);
        faults.Add(what);
        faults.Add(value);
    }
}
