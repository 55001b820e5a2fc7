using SipIds.Packets;
using SipIds.Testing;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing.Attacks;

/// <summary>Floods that claim a victim's address as their source.</summary>
internal static class FloodFromSource
{
    private static readonly string[] s_methods = ["OPTIONS", "MESSAGE", "REGISTER", "INVITE", "SUBSCRIBE"];

    /// <summary>From the very address and port of a phone.</summary>
    public static void Phone(Adversary adversary) => Mixed(adversary, () => adversary.Victim.Address);

    /// <summary>From the carrier's address.</summary>
    public static void Trunk(Adversary adversary) => Mixed(adversary, () => adversary.Town.Trunk.Address);

    /// <summary>From the NAT of several phones, each time another port.</summary>
    public static void Nat(Adversary adversary)
    {
        var port = 20_000;
        Mixed(adversary, () => TestEndpoint.Parse($"203.0.113.5:{++port}"));
    }

    /// <summary>Calls to users that are not there, from the carrier's address: the refusals go to the carrier.</summary>
    public static void TrunkScan(Adversary adversary) => adversary.Flood(60, 2, number => Forge(
        adversary, adversary.New("INVITE", $"sip:{5000 + number}@example.com", "sip:+4917012345@carrier.example", adversary.Town.Trunk.Address), adversary.Town.Trunk.Address));

    /// <summary>The same, each refusal acknowledged with the tag that the server is expected to give.</summary>
    public static void TrunkScanWithGuessedTags(Adversary adversary) => adversary.Flood(60, 2, number =>
    {
        var source = adversary.Town.Trunk.Address;
        var invite = adversary.New("INVITE", $"sip:{5000 + number}@example.com", "sip:+4917012345@carrier.example", source);
        Forge(adversary, invite, source);
        adversary.After(0.05, () => Forge(adversary, invite with { Method = "ACK", ToTag = $"as6d{(long)adversary.Now:x8}", Contact = "", Media = "" }, source));
    });

    /// <summary>Numbers that no call gets to, from a phone's address and in its name.</summary>
    public static void PhoneToll(Adversary adversary) => Dial(adversary, adversary.Victim.Address, adversary.Victim.Uri);

    /// <summary>The same from the carrier's address.</summary>
    public static void TrunkToll(Adversary adversary) => Dial(adversary, adversary.Town.Trunk.Address, "sip:+4917012345@carrier.example");

    /// <summary>MESSAGEs from the carrier's address.</summary>
    public static void TrunkMessages(Adversary adversary) => adversary.Flood(120, 2, number => Forge(
        adversary, adversary.New("MESSAGE", $"sip:{1001 + (number % 5)}@example.com", "sip:+4917012345@carrier.example", adversary.Town.Trunk.Address), adversary.Town.Trunk.Address));

    /// <summary>Passwords guessed from a phone's address.</summary>
    public static void Guessing(Adversary adversary) => Guess(adversary, () => adversary.Victim.Address, adversary.Victim.User);

    /// <summary>Passwords guessed from the carrier's address.</summary>
    public static void TrunkGuessing(Adversary adversary) => Guess(adversary, () => adversary.Town.Trunk.Address, adversary.Victim.User);

    private static void Dial(Adversary adversary, NetEndpoint source, string from) =>
        adversary.Flood(80, 2, number => Forge(adversary, adversary.New("INVITE", $"sip:900{number}97259500000@example.com", from, source), source));

    private static void Mixed(Adversary adversary, Func<NetEndpoint> source) => adversary.Flood(200, 3, number =>
    {
        var from = source();
        var uri = number % 5 == 2 ? "sip:example.com" : $"sip:{1001 + (number % 4)}@example.com";
        Forge(adversary, adversary.New(s_methods[number % 5], uri, number % 2 == 0 ? adversary.Victim.Uri : $"sip:{number}@elsewhere.example", from), from);
    });

    // The nonce is the one that a predictable server gave to the request before.
    private static void Guess(Adversary adversary, Func<NetEndpoint> source, string user) => adversary.Flood(60, 2, number =>
    {
        var from = source();
        var register = adversary.New("REGISTER", "sip:example.com", $"sip:{user}@example.com", from);
        Forge(adversary, register, from);
        adversary.After(0.05, () => Forge(
            adversary,
            register with
            {
                CSeq = 2,
                Vias = [new(from.ToString(), register.Via.Branch + "x")],
                Credentials = WireCredentials.Of(user, $"guess {number}", $"{(long)adversary.Now:x8}a5b2c3d4", 0),
            },
            from));
    });

    private static void Forge(Adversary adversary, WireMessage message, NetEndpoint source) => adversary.Forge(message, source, adversary.Server, Claim.Free);
}
