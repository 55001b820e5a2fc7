using SipIds.Capture.Bridge;
using SipIds.Capture.Tests.Lab;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.Tests.Bridge;

/// <summary>Two hosts and between them a sensor that bridges. It judges frames on a thread of its own.</summary>
internal sealed class BridgeLab : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(20);

    private readonly Func<Sight, Verdict>? _judge;
    private Thread? _thread;
    private volatile bool _isOver;

    public BridgeLab(int mtu = 1500, Func<Sight, Verdict>? judge = null)
    {
        _judge = judge;
        Network = new("caller", "sensor", "callee");
        Network.Connect("caller", "eth0", "sensor", "eth1", mtu);
        Network.Connect("callee", "eth0", "sensor", "eth2", mtu);
        Network.Ip("caller", "address add 10.9.0.1/24 dev eth0");
        Network.Ip("callee", "address add 10.9.0.2/24 dev eth0");
        Source = Open();
    }

    public NetworkLab Network { get; }

    public IInlineSource Source { get; private set; }

    /// <summary>What ended the run, if it ended by itself.</summary>
    public IOException? Fault { get; private set; }

    public BridgeSource Open() => Network.In("sensor", () => BridgeSource.Open("eth1", "eth2", new()));

    public BridgeLab Start()
    {
        _thread = new(Run);
        _thread.Start();
        return this;
    }

    /// <summary>Gives the hosts IPv6 addresses. From then on they also send reports of the groups that they are in.</summary>
    public BridgeLab AddIPv6()
    {
        Network.Ip("caller", "address add fd09::1/64 dev eth0 nodad");
        Network.Ip("callee", "address add fd09::2/64 dev eth0 nodad");
        return this;
    }

    /// <summary>Waits until the run has ended by itself.</summary>
    public void Join() => Assert.True(_thread!.Join(TimeSpan.FromSeconds(10)));

    public void Stop()
    {
        _isOver = true;
        _thread?.Join();
        Source.Dispose();
    }

    public void Dispose()
    {
        Stop();
        Network.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_isOver)
            {
                while (Source.TryRead(out var frame))
                {
                    Source.Conclude(Judge(frame));
                }

                _ = Source.Wait(s_longest);
            }
        }
        catch (IOException fault)
        {
            Fault = fault;
        }
    }

    private Verdict Judge(in CapturedFrame frame) => _judge is null ? Verdict.Pass : _judge(new(frame));
}
