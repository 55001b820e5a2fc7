using SipIds.Testing;

namespace SipIds.LiveTests.Lab;

/// <summary>A trunk between caller and callee: calls with media in both directions, each of another user to another.</summary>
internal sealed class Trunk
{
    private const string Audio = "audio.pcap";
    private const string Calling = "calling.xml";
    private const string Answering = "answering.xml";

    private readonly CallLab _lab;
    private readonly string _transport;

    /// <param name="lab">Where the calls are made.</param>
    /// <param name="transport"><c>udp</c> or <c>tcp</c>, of one connection.</param>
    public Trunk(CallLab lab, string transport = "udp")
    {
        _lab = lab;
        _transport = transport == "udp" ? "u1" : "t1";
        foreach (var scenario in new[] { Calling, Answering })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario), lab.PathOf(scenario));
        }

        // A fifth of a second of G.711, which SIPp sends from and to the ports that each call agreed on.
        var audio = new CaptureBuilder();
        for (var i = 0; i < 10; i++)
        {
            audio.Add(FrameBuilder.Udp("10.0.0.1:6000", "10.0.0.2:6000").At(TimeSpan.FromMilliseconds(20 * i)).Payload(Rtp((byte)i)));
        }

        audio.Save(lab.PathOf(Audio));
    }

    private IEnumerable<string> Common => ["-t", _transport, "-mp", "20000", "-nostdin", "-l", "4000", "-buff_size", "4194304"];

    private string Target => _lab.CalleeAddress.Contains(':', StringComparison.Ordinal) ? $"[{_lab.CalleeAddress}]:5060" : $"{_lab.CalleeAddress}:5060";

    /// <summary>Answers calls at the callee.</summary>
    public AnsweringSipp Answer(int port = 5060)
    {
        var statistics = _lab.PathOf("answered.csv");
        var process = _lab.Start(CallLab.Callee, "sipp",
            ["-sf", Answering, "-i", _lab.CalleeAddress, "-p", $"{port}", .. Common, "-trace_stat", "-stf", statistics, "-fd", "1", "-nd"]);
        var answering = new AnsweringSipp(process, statistics, port);
        answering.WaitUntilListening(_lab.Network);
        return answering;
    }

    /// <summary>Begins to call. What is lost on the way is sent again, as real phones do.</summary>
    public CallingSipp Start(int calls, int perSecond, int milliseconds = 300) => new(_lab.Start(CallLab.Caller, "sipp",
    [
        Target, "-sf", Calling, "-i", _lab.CallerAddress, "-p", "5060", .. Common, "-m", $"{calls}", "-r", $"{perSecond}", "-d", $"{milliseconds}",
        "-recv_timeout", "20000", "-timeout", "110", "-timeout_error",
    ]));

    /// <summary>Makes calls and waits for their end.</summary>
    public SippResult Call(int calls, int perSecond) => Start(calls, perSecond).WaitForEnd();

    private static byte[] Rtp(byte number)
    {
        var packet = new byte[12 + 160];
        packet.AsSpan().Fill(0xd5);
        ReadOnlySpan<byte> header = [0x80, 8, 0, number, 0, 0, (byte)(number * 160 >> 8), unchecked((byte)(number * 160)), 0x5a, 0x5a, 0x5a, 0x5a];
        header.CopyTo(packet);
        return packet;
    }
}
