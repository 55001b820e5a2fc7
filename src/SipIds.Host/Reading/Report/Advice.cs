using SipIds.Events;
using SipIds.Host.Reading.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>What to do about an attacker.</summary>
internal static class Advice
{
    private const int MostNamed = 5;

    // Where the call tells more than the packet.
    private static bool IsAboutCalls(EventDescriptor descriptor) => descriptor.Gid == Gid.Sip && descriptor.Family.Name is "sessions" or "origin";

    private static bool IsCount(EventDescriptor descriptor) => descriptor.Gid == Gid.Sip && descriptor.Family.Name is "thresholds";

    /// <summary>What to do, the most urgent first.</summary>
    /// <param name="attack">The attack.</param>
    /// <param name="file">The capture, for commands that show more of it.</param>
    public static IEnumerable<string> For(Attack attack, string file)
    {
        var (suspect, outcome) = (attack.First, attack.Outcome);
        file = Quoted(file);
        if (outcome.Guessed.Count > 0)
        {
            var users = string.Join(", ", outcome.Guessed.Take(MostNamed).Select(g => g.User));
            yield return $"Change the password of {users} now, remove what it registered, and look for its calls since {Figures.Clock(outcome.Guessed[0].Time)}.";
        }

        if (outcome.AnsweredCalls > 0)
        {
            yield return $"Look at its calls, and end those that are up: sipids read {file} --calls";
        }

        if (outcome.HasFoundUsers)
        {
            yield return "Let the server answer alike whether a user exists or not (Asterisk: alwaysauthreject=yes), and give these users long passwords.";
        }

        if (attack.IsAttack)
        {
            yield return suspect.IsProven
                ? "Block the address, which is certainly its own: sipids ips drops its attacks, fail2ban bans it (docs/live.md)."
                : "Drop its messages with sipids ips. Nothing proves that the address is its own, so ban it for minutes at most: it may be forged.";
        }

        var worst = suspect.Events.All[0];
        yield return worst.CallId.Length > 0 && IsAboutCalls(worst.Event)
            ? $"See the call: sipids read {file} --call {Quoted(worst.CallId)}"
            : $"See what it sent: sipids show {file} {worst.FirstPacket}";

        if (suspect.Worst is not Severity.High || IsCount(worst.Event))
        {
            var setting = IsCount(worst.Event) && worst.Event.Settings.Count > 0 ? $"raise {worst.Event.Settings[0]}, or " : "";
            yield return $"If it is yours: {setting}name it under suppress, trusted or peers in sipcnf.yaml; sipids events {worst.Event.Name} says when it is a false alarm.";
        }
    }

    // As a shell takes it.
    private static string Quoted(string text)
    {
        var shown = Printable.Of(text);
        return shown.All(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '.' or '-' or '_' or ':' or '/' or '+') ? shown : $"'{shown.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
