using SipIds.Testing;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing.Attacks;

/// <summary>What a registered user may try, who has a password and is called like others.</summary>
internal static class OwnAccount
{
    /// <summary>Far more calls than one user may begin.</summary>
    public static void Calls(Adversary adversary)
    {
        // Where nonces prove nothing, what was sent before the first of them was confirmed passes beside the limit.
        var limit = StandingSettings.Thresholds.Calls * (adversary.Town.Habits.IsPredictable ? 2 : 1);
        var own = Account(adversary, Claim.Counted("calls of an account", limit));
        adversary.Flood(80, 2, number => own.Call(adversary.Town.Phones[number % adversary.Town.Phones.Count].Uri, talk: 1));
    }

    /// <summary>A scan for users that are not there.</summary>
    public static void Scan(Adversary adversary)
    {
        var own = Account(adversary, Claim.Free);
        adversary.Flood(80, 2, number => own.Call($"sip:{8000 + number}@example.com", talk: 1));
    }

    /// <summary>Numbers that no call gets to.</summary>
    public static void Tolls(Adversary adversary)
    {
        var own = Account(adversary, Claim.Free);
        adversary.Flood(60, 2, number => own.Call($"sip:900{number}97259500000@example.com", talk: 1));
    }

    /// <summary>BYEs of others' calls, by one who is registered.</summary>
    public static void Byes(Adversary adversary)
    {
        var own = Account(adversary, Claim.Free);
        adversary.Listen((sender, message, _, target) =>
        {
            if (message is { IsRequest: true, Method: "ACK" } && message.ToTag.Length > 0 && !ReferenceEquals(sender, own))
            {
                var bye = message with { Method = "BYE", From = own.Uri, Vias = [new(own.Address.ToString(), "z9hG4bK" + adversary.Token("bye" + message.CallId))], CSeq = message.CSeq + 20 };
                adversary.After(0.4, () => adversary.Forge(bye, own.Address, target, Claim.Forged));
            }
        });
    }

    /// <summary>Asks for the password of one who hangs up, or who notifies.</summary>
    public static void Challenges(Adversary adversary)
    {
        var own = Account(adversary, Claim.Free);
        adversary.Flood(6, 0.1, _ =>
        {
            own.Call(adversary.Victim.Uri, talk: -1);
            adversary.After(6, () => HangUp(adversary.Victim, own));
        });
        adversary.Listen((sender, message, source, _) =>
        {
            if (message is { IsRequest: true, Method: "BYE" } && own.Dialogs.ContainsKey(message.CallId) && sender.Door is Door.Inside)
            {
                var challenge = message.Answer(401, "") with { Fields = "WWW-Authenticate: Digest realm=\"example.com\", nonce=\"abc123\", algorithm=MD5\r\n" };
                adversary.After(0.003, () => adversary.Forge(challenge, own.Address, source, Claim.Forged));
            }
        });
    }

    private static void HangUp(SimulatedAgent victim, SimulatedAgent caller)
    {
        foreach (var dialog in victim.Dialogs.Values.Where(dialog => !dialog.IsOver && string.Equals(dialog.Remote, caller.Uri, StringComparison.Ordinal)).ToArray())
        {
            victim.HangUp(dialog);
        }
    }

    private static SimulatedAgent Account(Adversary adversary, Claim claim)
    {
        adversary.Town.Server.AddUser("1099", "secret of 1099");
        var own = new SimulatedAgent(
            adversary.Town.Network, "sip:1099@example.com", adversary.Town.Seed, TestEndpoint.Parse("198.19.66.7"), adversary.Server, adversary.Town.Habits.OffersQop)
        {
            Secret = "secret of 1099",
            Claim = claim,
        };
        adversary.At(HonestTown.Begin - 200, () => own.Register());
        return own;
    }
}
