using System.Text;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Streams.Layers;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline.Streams;

/// <summary>Two ends of a connection, and a pipeline inline between them. What it lets through they take, and nothing else.</summary>
internal sealed class TcpLab : IFrameControl
{
    public const string ClientAddress = "192.0.2.1";
    public const string ServerAddress = "192.0.2.2";

    private readonly string _clientPort;
    private readonly string _serverPort;
    private readonly PacketDecoder _decoder = new(new());
    private readonly IReadOnlyList<SeenAlert> _alerts;
    private readonly Dictionary<long, bool> _waiting = [];
    private readonly List<(byte[] Bytes, bool ToServer)> _own = [];
    private readonly bool _canHold;
    private readonly bool _hasDoors;
    private bool _toServer;
    private long _number;
    private long _held;
    private TimeSpan _time;

    public TcpLab(PipelineOptions? settings = null, int port = 5060, bool canHold = true, bool failsClosed = false, bool inline = true, bool hasDoors = true, IReadOnlyList<StreamLayerFactory>? layers = null)
    {
        _clientPort = $"{ClientAddress}:40000";
        _serverPort = $"{ServerAddress}:{port}";
        _canHold = canHold;
        _hasDoors = hasDoors;
        settings ??= new();
        var log = new AlertLog();
        _alerts = log.Alerts;
        Pipeline = new(new()
        {
            Registry = new PreprocessorRegistry().Add<SubjectRule, SubjectRuleOptions>(),
            Settings = settings with { ActionDrop = DropMode.True, Decoder = settings.Decoder with { Streams = 1024 } },
            Inline = inline,
            FailsClosed = failsClosed,
            Outputs = [log],
            Hasher = KeyHasher.CreateFixed(),
            StreamLayers = layers ?? [],
        });
    }

    public SipIdsPipeline Pipeline { get; }

    public TcpEnd Client { get; } = new(1000);

    public TcpEnd Server { get; } = new(uint.MaxValue - 100);

    public int Alerts => _alerts.Count;

    /// <summary>Alerts of messages that could not be taken out any more.</summary>
    public int NotExcised => _alerts.Count(alert => alert.NotExcised);

    /// <summary>The payload of the segment that arrived last, as it arrived.</summary>
    public string LastPayload { get; private set; } = "";

    public PacketFaults Faults => Pipeline.Streams.Faults;

    /// <summary>Resets that the sensor sent.</summary>
    public int Resets { get; private set; }

    /// <summary>An OPTIONS of some length; a bad one is to be dropped.</summary>
    public static string Message(string name, bool isBad = false, string from = "alice", int padding = 0) => Encoding.ASCII.GetString(
        SipBuilder.Request("OPTIONS", $"sip:{name}@example.com").From($"sip:{from}@example.com").Header("Subject", isBad ? "bad" : "good")
            .Header("X-Padding", new string('y', padding + 1)).Build());

    public TcpLab Connect()
    {
        Send(toServer: true, Client.Sent++, 0, "", TcpFlags.Syn);
        Server.Next = Client.Sent;
        Send(toServer: false, Server.Sent++, Client.Sent, "", TcpFlags.Syn | TcpFlags.Ack);
        Client.Next = Server.Sent;
        return Acknowledge(toServer: true);
    }

    /// <summary>Sends the next bytes, which the other end acknowledges.</summary>
    public TcpLab Send(string payload, bool toServer = true)
    {
        SendAt(0, payload, toServer);
        Of(toServer).Sent += (uint)payload.Length;
        return Acknowledge(!toServer);
    }

    /// <summary>Sends bytes at a distance from the next.</summary>
    public Verdict SendAt(int distance, string payload, bool toServer = true, TcpFlags flags = TcpFlags.Psh | TcpFlags.Ack) =>
        Send(toServer, Of(toServer).Sent + (uint)distance, Of(toServer).Next, payload, flags);

    /// <summary>Says what an end has.</summary>
    public TcpLab Acknowledge(bool toServer)
    {
        _ = SendAt(0, "", toServer, TcpFlags.Ack);
        return this;
    }

    public TcpLab Wait(double seconds)
    {
        _time += TimeSpan.FromSeconds(seconds);
        Pipeline.ReleaseHeld(this, TestClock.Start + _time);
        return this;
    }

    /// <summary>Sends a segment with these numbers.</summary>
    public Verdict Send(bool toServer, uint sequence, uint acknowledgement, string payload, TcpFlags flags = TcpFlags.Psh | TcpFlags.Ack, ReadOnlySpan<byte> options = default, bool isBroken = false, bool isForged = false)
    {
        var (source, target) = toServer ? (_clientPort, _serverPort) : (_serverPort, _clientPort);
        var bytes = FrameBuilder.Tcp(source, target).Payload(Encoding.Latin1.GetBytes(payload)).Sequence(sequence).Acknowledge(acknowledgement).WithFlags(flags).Options(options).Build();
        if (isBroken)
        {
            bytes[^1] ^= 1;
        }

        return Process(bytes, toServer, isForged);
    }

    long IFrameControl.Hold()
    {
        if (!_canHold)
        {
            return 0;
        }

        _waiting[++_held] = _toServer;
        return _held;
    }

    void IFrameControl.Release(long held, Verdict verdict, ReadOnlySpan<byte> frame)
    {
        Assert.True(_waiting.Remove(held, out var toServer));
        if (verdict is not Verdict.Drop)
        {
            Deliver(frame.ToArray(), toServer);
        }
    }

    bool IFrameControl.TrySend(ReadOnlySpan<byte> frame, bool back)
    {
        Resets += _decoder.Decode(FrameOf(frame.ToArray()), out var packet) is DecodeStatus.Ok && (packet.TcpFlags & TcpFlags.Rst) != TcpFlags.None ? 1 : 0;
        _own.Add((frame.ToArray(), _toServer != back));
        return true;
    }

    private TcpEnd Of(bool toServer) => toServer ? Client : Server;

    private Verdict Process(byte[] bytes, bool toServer, bool isForged)
    {
        _toServer = toServer;
        var frame = FrameOf(bytes);
        frame.Number = ++_number;
        frame.Checksums = ChecksumState.Final;
        frame.Time = TestClock.Start + _time;
        frame.Ingress = !_hasDoors ? 0 : toServer != isForged ? 1 : 2;
        var verdict = Pipeline.Process(frame, this);
        if (verdict is Verdict.Pass or Verdict.Rewrite)
        {
            Deliver(verdict is Verdict.Pass ? bytes : Pipeline.Rewritten.ToArray(), toServer);
        }

        _own.ForEach(own => Deliver(own.Bytes, own.ToServer));
        _own.Clear();

        return verdict;
    }

    // Whatever arrives has a right checksum, or its receiver does not take it.
    private void Deliver(byte[] bytes, bool toServer)
    {
        Assert.Equal(DecodeStatus.Ok, _decoder.Decode(FrameOf(bytes), out var packet));
        if (TransportChecksum.IsTcpRight(packet.Source.Address, packet.Target.Address, packet.Segment))
        {
            LastPayload = Encoding.Latin1.GetString(packet.Payload);
            (toServer ? Server : Client).Take(packet);
        }
    }

    private static CapturedFrame FrameOf(byte[] bytes) => new() { Bytes = bytes, OriginalLength = bytes.Length, Link = LinkType.Ethernet };
}
