namespace SipIds.Benchmarks.Weeks;

/// <summary>Something out of the ordinary that begins at an hour of the week and lasts so long.</summary>
/// <param name="Name">What it is.</param>
/// <param name="HourOfWeek">When it begins, with a fraction.</param>
/// <param name="Minutes">How long it lasts.</param>
/// <param name="PerMinute">Requests a minute.</param>
/// <param name="Play">Sends one of them at a time; the last number counts them.</param>
internal sealed record PlantedEvent(string Name, double HourOfWeek, double Minutes, double PerMinute, Action<OrdinaryTraffic, Action<SimulatedMessage>, long, int> Play)
{
    private const int FirstBot = 200_000;
    private const int Trunk = 300_000;

    /// <summary>Every week's plan: each attack at a busy hour and at a quiet one, from Monday to Saturday; a crowd and a power cut, which are to be left alone.</summary>
    public static IReadOnlyList<PlantedEvent> Plan { get; } =
    [
        .. Twice(0, "slow flood: a stolen account, 30 calls a minute, 2 hours", 120, 30, (_, send, time, number) => Forge(send, time, number, "user77", Callee(number), 77)),
        .. Twice(1, "slower flood: the same with 3 calls a minute, 4 hours", 240, 3, (_, send, time, number) => Forge(send, time, number, "user78", Callee(number), 78)),
        .. Twice(2, "distributed flood: 40 sources, one call a minute each, to one user, 1 hour", 60, 40, (_, send, time, number) => Forge(send, time, number, $"bot{number % 40}", "user500", FirstBot + (number % 40))),
        .. Twice(3, "spoofed From: one source, ever new callers, 600 calls a minute, 20 minutes", 20, 600, (_, send, time, number) => Forge(send, time, number, $"nobody{number}", Callee(number), Trunk)),
        .. Twice(4, "spoofed From and source: ever new ones, 150 calls a minute, 1 hour", 60, 150, (_, send, time, number) => Forge(send, time, number, $"nobody{number}", Callee(number), FirstBot + 1000 + number)),
        new("no attack: 900 users call the hotline in 10 minutes, most in vain", 66.2, 10, 90, (traffic, _, time, number) => traffic.Call(Population.Desks + 1 + (number % 1400), Population.Hotline, time, busy: 0.7)),
        new("no attack: all phones register within 2 minutes after a power cut", 83.7, 2, Population.Users / 2.0, (traffic, _, time, number) => traffic.Register(number % Population.Users, time)),
    ];

    // At 9:18 on its day, and at 2:24 in the night after it.
    private static IEnumerable<PlantedEvent> Twice(int day, string name, double minutes, double perMinute, Action<OrdinaryTraffic, Action<SimulatedMessage>, long, int> play) =>
    [
        new(name, (day * 24) + 9.3, minutes, perMinute, play),
        new(name, (day * 24) + 26.4, minutes, perMinute, play),
    ];

    private static string Callee(int number) => Population.NameOf(Population.Desks + 1 + ((number * 7919) % (Population.Users - Population.Desks - 1)));

    // The server takes the call and rings; nobody ever acknowledges anything.
    private static void Forge(Action<SimulatedMessage> send, long time, int number, string from, string to, int source)
    {
        var dialog = new DialogText(from, to, Population.AddressOf(source), OrdinaryTraffic.Server, unchecked((time << 16) + number) & long.MaxValue);
        send(dialog.Request(time, "INVITE", 1, isInDialog: false));
        send(dialog.Response(time + 2_000_000, "100 Trying", "INVITE", 1));
        send(dialog.Response(time + 20_000_000, "180 Ringing", "INVITE", 1));
        send(dialog.Response(time + 60_000_000_000, "408 Request Timeout", "INVITE", 1));
    }
}
