using System.Globalization;

namespace SipIds.LiveTests.Lab;

/// <summary>Phones at one address on the caller's side, which register at a PBX and call with their passwords.</summary>
internal sealed class Phones
{
    private const string Registering = "phone-registers.xml";
    private const string Calling = "phone-calls.xml";
    private const string Answering = "phone-answers.xml";

    private readonly CallLab _lab;
    private readonly string _address;
    private readonly int[] _users;

    /// <param name="lab">Where they are.</param>
    /// <param name="address">Their address; a further one of the caller is given to it.</param>
    /// <param name="first">The user of the first.</param>
    /// <param name="count">How many there are.</param>
    public Phones(CallLab lab, string address, int first, int count)
    {
        (_lab, _address, _users) = (lab, address, [.. Enumerable.Range(first, count)]);
        if (address != lab.CallerAddress)
        {
            lab.Address(CallLab.Caller, "eth0", address);
        }

        foreach (var scenario in new[] { Registering, Calling, Answering })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario), lab.PathOf(scenario), overwrite: true);
        }
    }

    /// <summary>Registers all of them.</summary>
    public void Register() => Start(Registering, "registering", this, _users.Length, perSecond: 20).WaitForEnd().AssertAllSucceeded();

    /// <summary>Answers calls until the lab is gone.</summary>
    public void Answer()
    {
        var process = _lab.Start(CallLab.Caller, "sipp", ["-sf", Answering, "-i", _address, "-p", "5060", "-nostdin", "-nd"]);
        process.Eventually(() => _lab.Network.Exec(CallLab.Caller, "ss -lun").Contains($"{_address}:5060 ", StringComparison.Ordinal));
    }

    /// <summary>Begins to call others, each phone in its turn.</summary>
    public CallingSipp Call(Phones others, int calls, int perSecond) => Start(Calling, "calling", others, calls, perSecond);

    private CallingSipp Start(string scenario, string purpose, Phones others, int times, int perSecond)
    {
        var users = $"{purpose}-{_users[0]}.csv";
        File.WriteAllLines(_lab.PathOf(users), ["SEQUENTIAL", .. _users.Select((user, number) =>
            string.Create(CultureInfo.InvariantCulture, $"{user};[authentication username={user} password=1234];{others._users[number % others._users.Length]}"))]);
        return new(_lab.Start(CallLab.Caller, "sipp",
        [
            $"{_lab.CalleeAddress}:5060", "-sf", scenario, "-inf", users, "-i", _address, "-p", "5060", "-m", $"{times}", "-r", $"{perSecond}",
            "-recv_timeout", "8000", "-timeout", "60", "-timeout_error", "-nostdin",
        ]));
    }
}
