using SipIds.Preprocessors.Tests.Standing.Attacks;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Everything that the adversary does, by its name.</summary>
internal static class AttackTable
{
    public static IReadOnlyList<Attack> All { get; } =
    [
        new("INVITEs in a victim's name", FloodInName.Invites),
        new("REGISTERs in a victim's name", FloodInName.Registers),
        new("OPTIONS in the server's name", FloodInName.Options),
        new("MESSAGEs in a victim's name", FloodInName.Messages),
        new("SUBSCRIBEs in a victim's name", FloodInName.Subscribes),
        new("a flood from a phone's address", FloodFromSource.Phone) { Where = AsksForPassword },
        new("a flood from the carrier's address", FloodFromSource.Trunk),
        new("a flood from a NAT", FloodFromSource.Nat) { Where = AsksForPassword },
        new("a scan from the carrier's address", FloodFromSource.TrunkScan),
        new("a scan from the carrier's address with guessed tags", FloodFromSource.TrunkScanWithGuessedTags) { Where = habits => habits.IsPredictable },
        new("a toll scan from a phone's address", FloodFromSource.PhoneToll) { Where = AsksForPassword },
        new("a toll scan from the carrier's address", FloodFromSource.TrunkToll),
        new("a toll scan in ever new names", FloodInName.Tolls),
        new("a toll scan in a victim's name", FloodInName.TollsOfVictim),
        new("a toll scan by an account", OwnAccount.Tolls),
        new("MESSAGEs from the carrier's address", FloodFromSource.TrunkMessages),
        new("MESSAGEs to a victim from many sources", FloodFromMany.Messages) { CrowdsOut = true },
        new("guessing from a phone's address", FloodFromSource.Guessing) { Where = AsksForPassword },
        new("guessing from the carrier's address", FloodFromSource.TrunkGuessing) { Where = AsksForPassword },
        new("REGISTERs from many sources", FloodFromMany.Registrar) { CrowdsOut = true },
        new("INVITEs to a callee with other To", FloodFromMany.CalleeWithOtherTo) { CrowdsOut = true },
        new("INVITEs to a callee from many sources", FloodFromMany.Callee) { CrowdsOut = true },
        new("open transactions in a victim's name", FloodFromMany.OpenInName),
        new("more transactions than there is room for", FloodFromMany.FillTable),
        new("blind BYEs", BlindForgery.Byes),
        new("blind CANCELs", BlindForgery.Cancels),
        new("blind removal of a binding", BlindForgery.Removal),
        new("forged refusals", BlindForgery.Evidence),
        new("a forged binding", BlindForgery.Poison) { CrowdsOut = true },
        new("junk", BlindForgery.Junk) { Where = AsksForPassword, CrowdsOut = true },
        new("sniffed BYEs", SniffedForgery.Byes),
        new("sniffed REFERs", SniffedForgery.Refers),
        new("sniffed re-INVITEs", SniffedForgery.Reinvites),
        new("sniffed Replaces", SniffedForgery.Replaces),
        new("sniffed CANCELs", SniffedForgery.Cancels),
        new("racing responses", SniffedForgery.Responses),
        new("copies of INVITEs, then BYEs", SniffedForgery.CopiesOfInvites) { Where = habits => !habits.IsProxy },
        new("bad copies of a victim's requests", SniffedForgery.BadCopies),
        new("sniffed removal of a binding", SniffedForgery.Removal),
        new("too many calls of an account", OwnAccount.Calls),
        new("a scan by an account", OwnAccount.Scan),
        new("BYEs of others by an account", OwnAccount.Byes),
        new("challenges by an account", OwnAccount.Challenges) { Where = AsksForPassword },
    ];

    public static Attack Named(string name) => All.Single(attack => string.Equals(attack.Name, name, StringComparison.Ordinal));

    private static bool AsksForPassword(ServerHabits habits) => habits.AsksForPassword;
}
