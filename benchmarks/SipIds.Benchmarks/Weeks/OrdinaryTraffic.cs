using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>What a population does week after week: calls by hour of the week, answered, busy, given up or unanswered, challenged or not, and a registration an hour.</summary>
internal sealed class OrdinaryTraffic(Population population, Random random, Action<SimulatedMessage> send)
{
    public static readonly NetEndpoint Server = new(NetAddress.Parse("192.0.2.10"), 5060);

    private const double Second = 1e9;

    private long _dialogs;

    /// <summary>The traffic that begins in one hour.</summary>
    public void PlayHour(long start, int hourOfWeek)
    {
        if (hourOfWeek % 24 == 0)
        {
            population.NewDay();
        }

        for (var user = 0; user < Population.Users; user++)
        {
            Register(user, start + (SimulatedWeeks.Hour / Population.Users * user));
            for (var left = population.CallsOf(user, hourOfWeek); left > 0; left--)
            {
                Call(user, population.Callee(user), start + random.NextInt64(SimulatedWeeks.Hour));
            }
        }
    }

    public void Register(int user, long time)
    {
        var name = Population.NameOf(user);
        var dialog = new DialogText(name, name, Population.AddressOf(user), Server, ++_dialogs);
        send(dialog.Request(time, "REGISTER", 1, isInDialog: false, hasCredentials: true));
        send(dialog.Response(time + Delay(), "200 OK", "REGISTER", 1));
    }

    /// <summary>One call as people make it; how likely its callee is busy depends on what goes on.</summary>
    public void Call(int caller, int callee, long time, double busy = 0.12)
    {
        var dialog = new DialogText(Population.NameOf(caller), Population.NameOf(callee), Population.AddressOf(caller), Server, ++_dialogs);
        var sequence = 1;
        send(dialog.Request(time, "INVITE", sequence, isInDialog: false));
        time += Delay();
        if (caller % 2 == 0)
        {
            send(dialog.Response(time, "401 Unauthorized", "INVITE", sequence));
            send(dialog.Request(time += Delay(), "ACK", sequence, isInDialog: true, branchOf: "INVITE"));
            send(dialog.Request(time += Delay(), "INVITE", ++sequence, isInDialog: false, hasCredentials: true));
            time += Delay();
        }

        send(dialog.Response(time, "100 Trying", "INVITE", sequence));
        var fate = random.NextDouble();
        if (fate >= busy)
        {
            send(dialog.Response(time += Delay(), "180 Ringing", "INVITE", sequence));
            time += (long)(population.Exponential(8) * Second);
        }

        Finish(dialog, sequence, time + Delay(), fate < busy ? "486 Busy Here" : fate < busy + 0.08 ? "480 Temporarily Unavailable" : fate < busy + 0.18 ? "487 Request Terminated" : "200 OK");
    }

    private void Finish(DialogText dialog, int sequence, long time, string status)
    {
        if (status[0] == '2')
        {
            send(dialog.Response(time, status, "INVITE", sequence));
            send(dialog.Request(time += Delay(), "ACK", sequence, isInDialog: true));
            time += (long)(Math.Min(population.Exponential(180), 3600) * Second);
            send(dialog.Request(time, "BYE", sequence + 1, isInDialog: true));
            send(dialog.Response(time + Delay(), "200 OK", "BYE", sequence + 1));
            return;
        }

        if (status.StartsWith("487", StringComparison.Ordinal))
        {
            send(dialog.Request(time, "CANCEL", sequence, isInDialog: false, branchOf: "INVITE"));
            send(dialog.Response(time += Delay(), "200 OK", "CANCEL", sequence, branchOf: "INVITE"));
        }

        send(dialog.Response(time += Delay(), status, "INVITE", sequence));
        send(dialog.Request(time + Delay(), "ACK", sequence, isInDialog: true, branchOf: "INVITE"));
    }

    private long Delay() => 1_000_000 + random.NextInt64(40_000_000);
}
