namespace SipIds.LiveTests.Lab;

/// <summary>More than a threshold allows, from one address: ten times as much, and all of it again until it is answered.</summary>
/// <param name="Event">The event of the threshold.</param>
/// <param name="Settings">The limits.</param>
/// <param name="Method">The method that is counted.</param>
/// <param name="Limit">How many may arrive.</param>
/// <param name="Calling">What the sender does.</param>
/// <param name="Answering">What its receiver does.</param>
internal sealed record Offer(string Event, string[] Settings, string Method, int Limit, SippScenario Calling, SippScenario Answering)
{
    private const string Name = "c[call_number]";

    /// <summary>How often the sender goes through its scenario.</summary>
    public int Times { get; init; } = 100;

    /// <summary>How often a second. What counts answers needs them before the next request.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>By the event of each threshold.</summary>
    public static IReadOnlyDictionary<string, Offer> All { get; } = new[]
    {
        Calls("spit-caller", Name, "mallory"),
        Calls("invite-flood-callee", "bob", Name),
        new("options-flood-sender", ["m_options=10"], "OPTIONS", 10, new SippScenario().Request("OPTIONS", Name, "mallory").Await(200), Answers("OPTIONS", "200 OK")),
        new("register-flood-sender", ["register_from=10"], "REGISTER", 10, new SippScenario().Request("REGISTER", "", "mallory").Await(200), Answers("REGISTER", "200 OK")),
        new("register-flood-registrar", ["register_to=10"], "REGISTER", 10, new SippScenario().Request("REGISTER", "", Name).Await(200), Answers("REGISTER", "200 OK")),
        new("source-flood", ["source=10"], "OPTIONS", 10, new SippScenario().Request("OPTIONS", Name, Name).Await(200), Answers("OPTIONS", "200 OK")),
        Guesses,
        Scan,
        Cancels,
        Byes,
        Reinvites,
    }.ToDictionary(offer => offer.Event, StringComparer.Ordinal);

    private static Offer Guesses => new(
        "password-guessing",
        ["auth_failures=6", "register_from=100000"],
        "REGISTER",
        7,
        new SippScenario().Request("REGISTER", "", "alice", "Authorization: Digest username=\"alice\", realm=\"lab\", nonce=\"n[call_number]\", uri=\"sip:lab\", response=\"00000000000000000000000000000000\"\n").Await(403),
        Answers("REGISTER", "403 Forbidden"))
    {
        Times = 60,
        PerSecond = 8,
    };

    private static Offer Scan => new(
        "extension-scan",
        ["unknown_users=10", "calls=100000"],
        "INVITE",
        11,
        new SippScenario().Request("INVITE", Name, "mallory").Await(404).Request("ACK", Name, "mallory", inDialog: true, branch: "[branch-2]"),
        new SippScenario().Await("INVITE").Answer("404 Not Found", untilAcknowledged: true).Await("ACK"))
    {
        PerSecond = 8,
    };

    private static Offer Cancels => new(
        "cancel-flood",
        ["cancels=10", "calls=100000"],
        "CANCEL",
        10,
        new SippScenario().Request("INVITE", Name, Name).Await(180).Pause(300).Request("CANCEL", Name, Name, branch: "[branch-3]").Await(200),
        new SippScenario().Await("INVITE").Answer("180 Ringing").Await("CANCEL").Answer("200 OK"));

    private static Offer Byes => new(
        "bye-flood",
        ["byes=10", "calls=100000"],
        "BYE",
        10,
        Talk().Request("BYE", Name, Name, inDialog: true).Await(200),
        Answers().Await("BYE").Answer("200 OK"));

    private static Offer Reinvites
    {
        get
        {
            var (calling, answering) = (Talk(), Answers());
            for (var number = 0; number < 20; number++)
            {
                calling = calling.Request("INVITE", Name, Name, inDialog: true).Await(200).Request("ACK", Name, Name, inDialog: true);
                answering = answering.Await("INVITE").Answer("200 OK", untilAcknowledged: true).Await("ACK");
            }

            // The first INVITE of the call is none.
            return new("reinvite-flood", ["reinvites=2"], "INVITE", 3, calling, answering) { Times = 1 };
        }
    }

    private static Offer Calls(string name, string user, string from) => new(
        name,
        ["calls=10"],
        "INVITE",
        10,
        new SippScenario().Request("INVITE", user, from).Await(200).Request("ACK", user, from, inDialog: true).Pause(200).Request("BYE", user, from, inDialog: true).Await(200),
        Answers().Await("BYE").Answer("200 OK"));

    private static SippScenario Talk() => new SippScenario().Request("INVITE", Name, Name).Await(200).Request("ACK", Name, Name, inDialog: true).Pause(200);

    private static SippScenario Answers() => new SippScenario().Await("INVITE").Answer("200 OK", untilAcknowledged: true).Await("ACK");

    private static SippScenario Answers(string method, string status) => new SippScenario().Await(method).Answer(status);
}
