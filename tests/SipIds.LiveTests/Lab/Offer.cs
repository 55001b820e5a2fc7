namespace SipIds.LiveTests.Lab;

/// <summary>More than a threshold allows, from one address: several times as much, and all of it again until it is answered.</summary>
/// <param name="Event">The event of the threshold.</param>
/// <param name="Setting">The limit.</param>
/// <param name="Method">The method that is counted.</param>
/// <param name="Limit">How many may arrive.</param>
/// <param name="Flood">What is sent.</param>
internal sealed record Offer(string Event, string Setting, string Method, int Limit, SippTalk Flood)
{
    private const string InDialog = SippScenario.InDialog;

    /// <summary>How often the sender goes through its scenario.</summary>
    public int Times { get; init; } = 40;

    /// <summary>How often a second.</summary>
    public int PerSecond { get; init; } = 20;

    /// <summary>What the same address sends meanwhile and may send, if anything.</summary>
    public SippTalk? Own { get; init; }

    /// <summary>The limits of all of them go together: no offer meets another's before its own.</summary>
    public static IReadOnlyList<Offer> All { get; } =
    [
        Calls("spit-caller", Name("a"), "mallory"),
        Calls("invite-flood-callee", "bob", Name("b")),
        new("options-flood-sender", "m_options=8", "OPTIONS", 8, Asking("OPTIONS", Name("o"), "mallory")),
        new("register-flood-sender", "register_from=6", "REGISTER", 6, Asking("REGISTER", "", "mallory")),
        new("register-flood-registrar", "register_to=12", "REGISTER", 12, Asking("REGISTER", "", Name("r"), "registrar.example")),
        new("source-flood", "source=15", "OPTIONS", 15, Asking("OPTIONS", Name("s"), Name("s"))),
        Guesses,
        Scan,
        Cancels,
        Byes,
        Reinvites,
    ];

    // What counts answers needs them before the next request.
    private static Offer Guesses => new("password-guessing", "auth_failures=3", "REGISTER", 4, new(
        new SippScenario().Request("REGISTER", "", "alice", host: "guessed.example", more: "Authorization: Digest username=\"alice\", realm=\"lab\", nonce=\"n[call_number]\", uri=\"sip:lab\", response=\"00000000000000000000000000000000\"\n").Await(403),
        new SippScenario().Await("REGISTER").Answer("403 Forbidden")))
    {
        Times = 20,
        PerSecond = 5,
    };

    private static Offer Scan => new("extension-scan", "unknown_users=8", "INVITE", 9, new(
        new SippScenario().Request("INVITE", Name("u"), "scanner").Await(404).Request("ACK", Name("u"), "scanner", tag: InDialog, branch: "[branch-2]"),
        new SippScenario().Await("INVITE").Answer("404 Not Found", untilAcknowledged: true).Await("ACK")))
    {
        Times = 30,
        PerSecond = 5,
    };

    // The CANCELs of calls that ring end them; those of calls that nobody makes are the flood.
    private static Offer Cancels => new("cancel-flood", "cancels=10", "CANCEL", 10, Asking("CANCEL", Name("c"), Name("c")))
    {
        Own = new(
            new SippScenario().Request("INVITE", Name("d"), Name("d")).Await(180).Pause(300).Request("CANCEL", Name("d"), Name("d"), branch: "[branch-3]").Await(200),
            new SippScenario().Await("INVITE").Answer("180 Ringing").Await("CANCEL").Answer("200 OK")),
    };

    private static Offer Byes => new("bye-flood", "byes=10", "BYE", 10, Asking("BYE", Name("e"), Name("e"), tag: ";tag=none[call_number]"))
    {
        Own = new(
            Talk("f").Request("BYE", Name("f"), Name("f"), tag: InDialog).Await(200),
            Answers().Await("BYE").Answer("200 OK")),
    };

    private static Offer Reinvites
    {
        get
        {
            var (calling, answering) = (Talk("i"), Answers());
            for (var number = 0; number < 20; number++)
            {
                calling = calling.Request("INVITE", Name("i"), Name("i"), tag: InDialog).Await(200).Request("ACK", Name("i"), Name("i"), tag: InDialog);
                answering = answering.Await("INVITE").Answer("200 OK", untilAcknowledged: true).Await("ACK");
            }

            // The first INVITE of the call is none.
            return new("reinvite-flood", "reinvites=2", "INVITE", 3, new(calling, answering)) { Times = 1 };
        }
    }

    private static Offer Calls(string name, string user, string from) => new(name, "calls=10", "INVITE", 10, new(
        new SippScenario().Request("INVITE", user, from).Await(200).Request("ACK", user, from, tag: InDialog).Pause(200).Request("BYE", user, from, tag: InDialog).Await(200),
        Answers().Await("BYE").Answer("200 OK")));

    private static string Name(string prefix) => prefix + "[call_number]";

    private static SippTalk Asking(string method, string user, string from, string host = "[remote_ip]", string tag = "") => new(
        new SippScenario().Request(method, user, from, host: host, tag: tag).Await(200),
        new SippScenario().Await(method).Answer("200 OK"));

    private static SippScenario Talk(string prefix) =>
        new SippScenario().Request("INVITE", Name(prefix), Name(prefix)).Await(200).Request("ACK", Name(prefix), Name(prefix), tag: InDialog).Pause(200);

    private static SippScenario Answers() => new SippScenario().Await("INVITE").Answer("200 OK", untilAcknowledged: true).Await("ACK");
}

/// <summary>The two sides of what is sent: its sender's scenario, and its receiver's.</summary>
internal sealed record SippTalk(SippScenario Calling, SippScenario Answering);
