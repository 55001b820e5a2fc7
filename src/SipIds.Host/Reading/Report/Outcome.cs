using System.Globalization;
using SipIds.Events;
using SipIds.Host.Pages;
using SipIds.Packets;

namespace SipIds.Host.Reading.Report;

/// <summary>Did it succeed: what the answers to an attacker say.</summary>
internal sealed class Outcome
{
    // So many refusals are no slip of the finger.
    private const int MostSlips = 3;
    private const int FewestAsked = 5;
    private const int MostNamed = 8;

    private static readonly int[] s_tools = [2013, 2015];
    private static readonly int[] s_guessing = [2013, 2015, 4011, 4022];
    private static readonly int[] s_calling = [2013, 2015, 4001, 4002, 4010, 4015];
    private static readonly int[] s_scanning = [2013, 2015, 4012, 4021];


    // What a 2xx to the accused request makes a success.
    private static readonly Dictionary<int, string> s_accepted = new()
    {
        [2012] = "the request with the injection was accepted",
        [4018] = "calls to the user go to all its Contacts now",
        [5001] = "the other's call was cancelled",
        [5002] = "the other's call was transferred",
        [5003] = "the other's registration was taken over or removed",
        [5004] = "the other's call was ended",
        [5007] = "the media of the other's call were moved",
        [5009] = "the other's call was taken over",
    };

    private readonly List<string> _successes = [];

    private Outcome(Suspect suspect)
    {
        AddLogins(suspect);
        AddUsers(suspect);
        AddNumbers(suspect);
        AddHosts(suspect);
        AddAccepted(suspect);
        AddCalls(suspect);
        AddPremiumCalls(suspect);

        Text = HasSucceeded ? $"SUCCEEDED: {string.Join("; ", _successes)}" : Failure(suspect);
    }

    /// <summary>Whether it did, in part at least.</summary>
    public bool HasSucceeded => _successes.Count > 0;

    /// <summary>What it achieved, or what it got instead.</summary>
    public string Text { get; }

    /// <summary>The users whose passwords it has.</summary>
    public IReadOnlyList<(string User, Timestamp Time)> Guessed { get; private set; } = [];

    /// <summary>Its calls that got up.</summary>
    public long AnsweredCalls { get; private set; }

    /// <summary>Its calls to premium numbers that got up, if it is accused of them.</summary>
    public IReadOnlyList<PremiumCall> PremiumCalls { get; private set; } = [];

    /// <summary>Whether numbers that it tried were let through.</summary>
    public bool HasDialled { get; private set; }

    /// <summary>Whether the server told it which users exist.</summary>
    public bool HasFoundUsers { get; private set; }

    public static Outcome Of(Suspect suspect) => new(suspect);

    private void AddLogins(Suspect suspect)
    {
        if (!suspect.Events.Any(s_guessing))
        {
            return;
        }

        // A phone behind the same NAT logs in at once, or after a slip or two.
        var isTool = suspect.Events.Any(s_tools);
        var guessed = suspect.Logins
            .Where(login => login.Value.Accepted != default && (login.Value.RefusedBefore >= MostSlips || isTool))
            .OrderBy(login => login.Value.Accepted)
            .ToList();
        foreach (var (user, login) in guessed.Take(MostNamed))
        {
            var before = login.RefusedBefore > 0 ? $" after {Counted(login.RefusedBefore, "refusal", "refusals")}" : "";
            _successes.Add($"{(login.RefusedBefore > 0 ? "guessed the password" : "logged in with the password")} of {Printable.Of(user)}{before} (packet {login.Packet.Text}, {Figures.Clock(login.Accepted)})");
        }

        Guessed = [.. guessed.Select(login => (Printable.Of(login.Key), login.Value.Accepted))];
    }

    // A scan is over once it is known, and the calls of a customer whose address was forged came before.
    private void AddCalls(Suspect suspect)
    {
        AnsweredCalls = suspect.Events.Any(s_calling) ? suspect.AnsweredCalls : suspect.Events.Any(s_scanning) ? suspect.AnsweredCallsOfAccused : 0;
        if (AnsweredCalls > 0)
        {
            _successes.Add(Counted(AnsweredCalls, "of its calls was answered", "of its calls were answered"));
        }
    }

    private void AddPremiumCalls(Suspect suspect)
    {
        if (suspect.PremiumCalls.Count == 0 || !suspect.Events.Any(9003))
        {
            return;
        }

        PremiumCalls = suspect.PremiumCalls;
        var total = TimeSpan.FromTicks(PremiumCalls.Sum(call => call.Length.Ticks));
        var up = PremiumCalls.Count(call => call.Ended == default);
        var prefixes = Named([.. PremiumCalls.Select(call => call.Prefix).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        var numbers = Named([.. PremiumCalls.Select(call => Printable.Of(call.Number)).Distinct(StringComparer.Ordinal)]);
        _successes.Add($"{Counted(PremiumCalls.Count, "call", "calls")} to premium numbers answered ({prefixes}){(total > TimeSpan.Zero ? $", {Figures.Duration(total)} in all" : "")}{(up > 0 ? $", {Figures.Number(up)} still up" : "")}: {numbers}");
    }

    // A challenge to a number says nothing of it: it is known when it rings or is answered.
    private void AddNumbers(Suspect suspect)
    {
        var dialled = TriesNumbers(suspect) ? suspect.Dialled.Where(number => number.Value < 300).Select(number => Printable.Of(number.Key)).Order(StringComparer.Ordinal).ToList() : [];
        if (dialled.Count > 0)
        {
            HasDialled = true;
            _successes.Add($"{Figures.Number(dialled.Count)} of {Figures.Number(suspect.Dialled.Count)} numbers were let through: {Named(dialled)}");
        }
    }

    private static bool TriesNumbers(Suspect suspect) => suspect.Dialled.Count >= FewestAsked && suspect.Events.Any(s_scanning);

    // Who is asked for many users in vain learns something from those who are answered in another way.
    private void AddUsers(Suspect suspect)
    {
        if (suspect.Asked.Count < FewestAsked || !suspect.Events.Any(s_scanning))
        {
            return;
        }

        var found = suspect.Asked.Where(user => !IsUnknown(user.Value)).Select(user => Printable.Of(user.Key)).Order(StringComparer.Ordinal).ToList();
        if (found.Count > 0 && found.Count * 2 < suspect.Asked.Count)
        {
            HasFoundUsers = true;
            _successes.Add($"found {Counted(found.Count, "user", "users")} of {Figures.Number(suspect.Asked.Count)}: {Named(found)}");
        }
    }

    private void AddHosts(Suspect suspect)
    {
        if (suspect.Targets.Count > 1 && suspect.Answering.Count > 0 && suspect.Events.Any(s_tools))
        {
            _successes.Add($"found {Counted(suspect.Answering.Count, "server", "servers")} at {Figures.Number(suspect.Targets.Count)} addresses: {Named([.. suspect.Answering.Select(a => $"{a}")])}");
        }
    }

    private void AddAccepted(Suspect suspect)
    {
        foreach (var group in suspect.Events.All.Where(g => g is { Accepted: > 0, Event.Gid: Gid.Sip } && g.Severity == g.Event.Severity))
        {
            if (s_accepted.TryGetValue(group.Event.Sid, out var words))
            {
                _successes.Add($"{words} (2xx to {Figures.Number(group.Accepted)} of {Figures.Number(group.Alerts)}, from packet {group.First.Text} on)");
            }
        }
    }

    private static string Failure(Suspect suspect)
    {
        var dropped = suspect.Dropped == 0 ? "" : $"{Counted(suspect.Dropped, "message", "messages")} dropped{Stopped(suspect)}; ";
        if (suspect.Answers.Count == 0)
        {
            return $"{dropped}no answer was seen";
        }

        var answers = string.Join(", ", suspect.Answers.OrderByDescending(a => a.Value).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Key} ({a.Value:#,0})")));
        var tells = suspect.Asked.Count >= FewestAsked && suspect.Events.Any(s_scanning) && suspect.Asked.Values.Distinct().Count() == 1
            ? $"; all {Figures.Number(suspect.Asked.Count)} users that it asked for got the same answer, which tells it nothing"
            : "";
        var numbers = TriesNumbers(suspect) ? $"; none of the {Figures.Number(suspect.Dialled.Count)} numbers that it tried was let through" : "";
        return $"{dropped}no success was seen; the answers were {answers}{tells}{numbers}";
    }

    private static string Stopped(Suspect suspect) => suspect.Stopped == 0 ? ""
        : $", among them {Counted(suspect.Stopped, "that the capture shows accepted (2xx): it", "that the capture shows accepted (2xx): they")} would have been stopped";

    private static bool IsUnknown(int status) => status is 400 or 403 or 404 or 405 or 410 or 480 or 484 or 488 or 501 or 503 or 604;

    private static string Named(List<string> names) =>
        names.Count <= MostNamed ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    private static string Counted(long count, string one, string many) => $"{Figures.Number(count)} {(count == 1 ? one : many)}";
}
