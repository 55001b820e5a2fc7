using SipIds.Events;
using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>What to do about an attacker.</summary>
internal static class Advice
{
    private const int MostNamed = 5;

    // Where the call tells more than the packet.
    private static bool IsAboutCalls(EventDescriptor descriptor) => descriptor.Gid == Gid.Sip && descriptor.Family.Name is "sessions" or "origin";

    private static bool IsCount(EventDescriptor descriptor) => descriptor.Gid == Gid.Sip && descriptor.Family.Name is "thresholds";

    /// <summary>What to do, the most urgent first.</summary>
    public static IEnumerable<AdviceLine> For(Attack attack) =>
        attack.IsUnattributed ? ForFlood(attack.First.Events.All[0]) : [.. ForSuccess(attack), .. ForAttacker(attack)];

    // Who was over the limit may be anybody, and a town that comes back after a power cut looks the same.
    private static IEnumerable<AdviceLine> ForFlood(EventGroup worst) =>
    [
        new("Ban nobody for it: the request over the limit may be any phone's, and addresses of a flood may be forged."),
        new("See one of its requests:", ShowOf(worst)),
        new($"If it is ordinary: {worst.Event.FalseAlarm}"),
    ];

    private static IEnumerable<AdviceLine> ForSuccess(Attack attack)
    {
        var outcome = attack.Outcome;
        if (outcome.Guessed.Count > 0)
        {
            var users = string.Join(", ", outcome.Guessed.Take(MostNamed).Select(g => g.User));
            yield return new($"Change the password of {users} now, remove what it registered, and look for its calls since {Figures.Clock(outcome.Guessed[0].Time)}.");
        }

        if (outcome.PremiumCalls.Count > 0)
        {
            yield return new("Change the password of the account that called, and lock premium numbers for it.");
        }

        if (outcome.HasDialled)
        {
            yield return new("Let calls out only for accounts that are logged in, and to the countries that they need.");
        }

        if (outcome.AnsweredCalls > 0 || outcome.PremiumCalls.Count > 0)
        {
            yield return new("Look at its calls, and end those that are up:", $"sipids read {Quoted(attack.First.Events.All[0].First.File)} --calls");
        }

        if (outcome.HasFoundUsers)
        {
            yield return new("Let the server answer alike whether a user exists or not (Asterisk: alwaysauthreject=yes), and give these users long passwords.");
        }
    }

    private static IEnumerable<AdviceLine> ForAttacker(Attack attack)
    {
        var suspect = attack.First;
        if (attack.IsAttack)
        {
            yield return new(suspect.IsProven
                ? "Block the address, which is certainly its own: sipids ips drops its attacks, fail2ban bans it (docs/live.md)."
                : "Drop its messages with sipids ips. Nothing proves that the address is its own, so ban it for minutes at most: it may be forged.");
        }

        var worst = suspect.Events.All[0];
        yield return worst.CallId.Length > 0 && IsAboutCalls(worst.Event)
            ? new("See the call:", $"sipids read {Quoted(worst.First.File)} --call {Quoted(worst.CallId)}")
            : new("See what it sent:", ShowOf(worst));

        if (worst.Event is { Gid: Gid.Sip, Sid: 9003 })
        {
            yield return new($"If it is yours: {worst.Event.FalseAlarm}");
        }
        else if (suspect.Worst is not Severity.High || IsCount(worst.Event))
        {
            var setting = IsCount(worst.Event) && worst.Event.Settings.Count > 0 ? $"raise {worst.Event.Settings[0]}, or " : "";
            yield return new($"If it is yours: {setting}name it under suppress, trusted or peers in sipcnf.yaml; sipids events {worst.Event.Name} says when it is a false alarm.");
        }
    }

    private static string ShowOf(EventGroup group) => $"sipids show {Quoted(group.First.File)} {group.First.Number}";

    // As a shell takes it.
    private static string Quoted(string text)
    {
        var shown = Printable.Of(text);
        return shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' or '_' or ':' or '/' or '+') ? shown : $"'{shown.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
