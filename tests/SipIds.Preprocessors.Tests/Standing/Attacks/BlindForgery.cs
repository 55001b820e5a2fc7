using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing.Attacks;

/// <summary>What can be forged without reading the line.</summary>
internal static class BlindForgery
{
    /// <summary>BYEs for no call to a user, more than one may be sent, before the honest BYEs come.</summary>
    public static void Byes(Adversary adversary) => adversary.Flood(150, 2, number => Guess(adversary, "BYE", number));

    public static void Cancels(Adversary adversary) => adversary.Flood(150, 2, number => Guess(adversary, "CANCEL", number));

    /// <summary>Removes a binding from elsewhere. Where the registrar asks for passwords, a removal without one only asks for a challenge, and is to be reported.</summary>
    public static void Removal(Adversary adversary) => adversary.Flood(30, 0.5, number =>
    {
        var claim = adversary.Town.Habits.AsksForPassword ? Claim.Reported : Claim.Forged;
        var register = adversary.New("REGISTER", "sip:example.com", adversary.Victim.Uri);
        var isAll = number % 2 == 0;
        adversary.SendOwn(register with { Contact = isAll ? "*" : $"<sip:{adversary.Victim.User}@{adversary.Victim.SentBy}>", Expires = 0 }, adversary.Server, claim);
    });

    /// <summary>Refusals in the server's name, of requests in a victim's.</summary>
    public static void Evidence(Adversary adversary) => adversary.Flood(60, 1, number =>
    {
        var victim = number % 2 == 0 ? adversary.Victim : adversary.Town.Trunk;
        var uri = number % 4 < 2 ? "sip:example.com" : $"sip:{6000 + number}@example.com";
        var request = adversary.New(number % 4 < 2 ? "REGISTER" : "INVITE", uri, victim.Uri, victim.Address);
        adversary.Forge(request, victim.Address, adversary.Server, Claim.Free);
        adversary.Forge(request.Answer(number % 4 < 2 ? 403 : 404, adversary.Token("refusal")), adversary.Server, victim.Address, Claim.Forged);
    });

    /// <summary>A binding of an address that a victim never had, made by forging both sides.</summary>
    public static void Poison(Adversary adversary) => adversary.Flood(20, 0.4, number =>
    {
        var source = Adversary.Elsewhere(number);
        var register = adversary.New("REGISTER", "sip:example.com", adversary.Victim.Uri, source);
        adversary.Forge(register, source, adversary.Server, Claim.Free);
        adversary.After(0.001, () => adversary.Forge(register.Answer(200, adversary.Token("ok")) with { Contact = register.Contact, Expires = 3600 }, adversary.Server, source, Claim.Forged));
    });

    /// <summary>Bytes that are no SIP, or nearly, from a victim's address and from many.</summary>
    public static void Junk(Adversary adversary) => adversary.Flood(300, 4, number =>
    {
        var source = number % 3 == 0 ? adversary.Victim.Address : number % 3 == 1 ? adversary.Town.Trunk.Address : Adversary.Elsewhere(number);
        var bytes = adversary.New("INVITE", adversary.Victim.Uri, adversary.Victim.Uri, source).ToBytes();
        for (var change = 0; change < 12; change++)
        {
            bytes[adversary.Random.Next(bytes.Length)] = (byte)adversary.Random.Next(256);
        }

        var junk = new WireMessage { Method = "JUNK", From = "", To = "", CallId = "", Junk = number % 2 == 0 ? bytes : bytes[..adversary.Random.Next(1, bytes.Length)] };
        adversary.Forge(junk, source, adversary.Server, Claim.Free);
    });

    private static void Guess(Adversary adversary, string method, int number)
    {
        var source = number % 3 == 0 ? adversary.Victim.Address : number % 3 == 1 ? adversary.Address : Adversary.Elsewhere(number);
        var message = adversary.New(method, adversary.Victim.Uri, adversary.Town.Phones[0].Uri, source);
        var tag = $"as6d{(long)(HonestTown.Begin + number):x8}";
        adversary.Forge(method is "BYE" ? message with { ToTag = tag } : message, source, number % 2 == 0 ? adversary.Server : adversary.Victim.Address, Claim.Forged);
    }
}
