using System.Net;
using System.Net.Sockets;
using SipIds.Testing;

namespace SipIds.LiveTests.Lab;

/// <summary>The attacker's host: packets with any source address, and a scan from its own.</summary>
internal sealed class Attacker : IDisposable
{
    private const int EthernetHeader = 14;
    private const int RawProtocol = 255;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(100);

    private readonly CallLab _lab;
    private readonly Socket _raw;
    private readonly Socket _own;

    public Attacker(CallLab lab)
    {
        _lab = lab;

        // Packets with this protocol bring their IP header along (raw(7)).
        _raw = lab.Network.In(CallLab.Attacker, () => new Socket(AddressFamily.InterNetwork, SocketType.Raw, (ProtocolType)RawProtocol));
        _own = lab.Network.In(CallLab.Attacker, () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        _own.Bind(new IPEndPoint(IPAddress.Parse(lab.AttackerAddress), 5060));
        _own.Connect(IPAddress.Parse(lab.CalleeAddress), 5060);
        _own.ReceiveTimeout = (int)s_patience.TotalMilliseconds;
    }

    private string Target => $"{_lab.CalleeAddress}:5060";

    /// <summary>Calls in a phone's name, from its address: by turns without credentials, and with such as are wrong.</summary>
    public Attack Impersonate(string address, int user) => new(TimeSpan.FromMilliseconds(20), number =>
    {
        var invite = SipBuilder.Request("INVITE", $"sip:2000@{_lab.CalleeAddress}").Number(number).CallId($"forged-{number}").Via($"{address}:5060", $"z9hG4bK-forged-{number}")
            .From($"sip:{user}@{_lab.CalleeAddress}").To($"sip:2000@{_lab.CalleeAddress}");
        SendFrom($"{address}:5060", (number % 2 == 0 ? invite : invite.Header("Proxy-Authorization", WrongCredentials(user))).Build());
    });

    /// <summary>Asks for one user after another, and waits for each answer.</summary>
    public Attack Scan() => new(TimeSpan.FromMilliseconds(20), number =>
    {
        var user = $"sip:{3000 + number}@{_lab.CalleeAddress}";
        _ = _own.Send(SipBuilder.Request("REGISTER", $"sip:{_lab.CalleeAddress}").Number(number).Via($"{_lab.AttackerAddress}:5060", $"z9hG4bK-scan-{number}").From(user).To(user).Build());
        _ = _own.Receive(new byte[2048], 0, 2048, SocketFlags.None, out _);
    });

    /// <summary>A hundred packets of random bytes a second, from a whole network.</summary>
    public Attack SendJunk()
    {
        var random = new Random(1);
        return new(TimeSpan.FromMilliseconds(10), _ =>
        {
            var junk = new byte[random.Next(16, 600)];
            random.NextBytes(junk);
            SendFrom($"203.0.113.{random.Next(1, 255)}:5060", junk);
        });
    }

    public void Dispose()
    {
        _raw.Dispose();
        _own.Dispose();
    }

    private void SendFrom(string source, byte[] payload)
    {
        var packet = FrameBuilder.Udp(source, Target).Payload(payload).Build();
        _ = _raw.SendTo(packet.AsSpan(EthernetHeader), new IPEndPoint(IPAddress.Parse(_lab.CalleeAddress), 0));
    }

    private string WrongCredentials(int user) =>
        $"Digest username=\"{user}\", realm=\"{_lab.CalleeAddress}\", nonce=\"{new string('0', 32)}\", uri=\"sip:2000@{_lab.CalleeAddress}\", response=\"{new string('0', 32)}\"";
}
