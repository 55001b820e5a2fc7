using SipIds.Packets;

namespace SipIds.LiveTests.Lab;

/// <summary>An offer on its way: from an address of its own to a receiver of its own.</summary>
internal sealed class Flood
{
    /// <summary>Where senders send from: floods, and what their addresses may send.</summary>
    public const string Ports = "ports=[5060,5061]";

    private const int FloodPort = 5060;
    private const int OwnPort = 5061;
    private const int FirstReceiver = 5100;
    private const int FirstAddress = 10;
    private const int OwnTimes = 8;

    private readonly CallLab _lab;
    private readonly int _receiver;
    private CallingSipp? _flood;
    private CallingSipp? _own;

    /// <param name="lab">Where it is sent.</param>
    /// <param name="offer">What is sent.</param>
    /// <param name="number">A number that no other flood of the lab has.</param>
    public Flood(CallLab lab, Offer offer, int number)
    {
        (_lab, Offer) = (lab, offer);
        Address = CallLab.Neighbour(lab.AttackerAddress, FirstAddress + number);
        _receiver = FirstReceiver + (2 * number);
        lab.Address(CallLab.Attacker, "eth0", Address);
        Receive(offer.Flood, _receiver);
        if (offer.Own is { } own)
        {
            Receive(own, _receiver + 1);
        }
    }

    public Offer Offer { get; }

    /// <summary>Where it comes from.</summary>
    public string Address { get; }

    /// <summary>Begins to send.</summary>
    public void Start()
    {
        _flood = Send(Offer.Flood, FloodPort, _receiver, Offer.Times, Offer.PerSecond);
        _own = Offer.Own is { } own ? Send(own, OwnPort, _receiver + 1, OwnTimes, perSecond: 4) : null;
    }

    /// <summary>Waits until all is sent; what the address may send has succeeded then.</summary>
    public void WaitForEnd()
    {
        _ = _flood!.WaitForEnd();
        _own?.WaitForEnd().AssertAllSucceeded();
    }

    /// <summary>The flood's requests in a capture, each once however often it was sent.</summary>
    public IReadOnlySet<string> In(string capture) => LineCapture.Requests(capture, Offer.Method, new(NetAddress.Parse(Address), FloodPort));

    private void Receive(SippTalk talk, int port)
    {
        var name = $"receive-{port}.xml";
        talk.Answering.Save(_lab.PathOf(name));
        var process = _lab.Start(CallLab.Callee, "sipp", ["-sf", name, "-i", _lab.CalleeAddress, "-p", $"{port}", "-nostdin", "-nd", "-timeout", "120"]);
        process.Eventually(() => _lab.Network.Exec(CallLab.Callee, "ss -lun").Contains($":{port} ", StringComparison.Ordinal));
    }

    private CallingSipp Send(SippTalk talk, int port, int receiver, int times, int perSecond)
    {
        var name = $"send-{receiver}.xml";
        talk.Calling.Save(_lab.PathOf(name));
        return new(_lab.Start(CallLab.Attacker, "sipp",
        [
            $"{_lab.CalleeAddress}:{receiver}", "-sf", name, "-i", Address, "-p", $"{port}", "-m", $"{times}", "-r", $"{perSecond}", "-l", "1000",
            "-max_invite_retrans", "3", "-max_non_invite_retrans", "3", "-recv_timeout", "4000", "-timeout", "40", "-nostdin", "-nd",
        ]));
    }
}
