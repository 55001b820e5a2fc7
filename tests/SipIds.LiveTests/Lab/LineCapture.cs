using SipIds.Capture.PcapFile;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.LiveTests.Lab;

/// <summary>What a host captures at its own interface.</summary>
internal sealed class LineCapture
{
    private readonly RunningProcess _process;

    public LineCapture(CallLab lab, string host)
    {
        Path = lab.PathOf(host + ".pcap");

        // A host captures its own packets before their checksums are made, if its card makes them.
        _ = lab.Network.Exec(host, "ethtool -K eth0 tx off");
        _process = lab.Start(host, "dumpcap", ["-P", "-q", "-i", "eth0", "-f", "udp", "-w", Path]);
        _process.Eventually(() => _process.Errors.Contains("File:", StringComparison.Ordinal));
    }

    public string Path { get; }

    /// <summary>Ends the capture; its file is whole then.</summary>
    public void Stop()
    {
        _process.Signal("TERM");
        _ = _process.WaitForEnd();
    }

    /// <summary>Writes what some addresses and another sent to each other, as their own hosts captured it: what came to a sensor between them.</summary>
    public static void Join(string path, (LineCapture Capture, IReadOnlyCollection<string> Addresses) some, (LineCapture Capture, string Address) other)
    {
        var addresses = some.Addresses.Select(address => NetAddress.Parse(address)).ToHashSet();
        var frames = new List<(Timestamp Time, LinkType Link, byte[] Bytes)>();
        Add(frames, some.Capture, packet => addresses.Contains(packet.Source) && packet.Target == NetAddress.Parse(other.Address));
        Add(frames, other.Capture, packet => packet.Source == NetAddress.Parse(other.Address) && addresses.Contains(packet.Target));

        using var writer = PcapFileWriter.Create(path);
        foreach (var (time, link, bytes) in frames.OrderBy(frame => frame.Time))
        {
            writer.Write(new() { Time = time, Link = link, OriginalLength = bytes.Length, Bytes = bytes });
        }
    }

    /// <summary>The requests of a method from somewhere in a capture, each once however often it was sent.</summary>
    public static IReadOnlySet<string> Requests(string path, string method, NetEndpoint source)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var decoder = new PacketDecoder(new());
        var headers = new SipHeaderTable();
        using var file = CaptureFile.Open(path);
        while (file.TryRead(out var frame))
        {
            if (decoder.Decode(frame, out var packet) is DecodeStatus.Ok
                && packet.Source == source
                && SipParser.Parse(packet.Payload, headers, out var message) is SipParseStatus.Ok
                && message.IsRequest
                && SipMethods.NameOf(message.Method) == method)
            {
                _ = seen.Add($"{System.Text.Encoding.ASCII.GetString(message.CallId)} {message.CSeq.Number}");
            }
        }

        return seen;
    }

    private static void Add(List<(Timestamp Time, LinkType Link, byte[] Bytes)> frames, LineCapture capture, Predicate<(NetAddress Source, NetAddress Target)> isWanted)
    {
        var decoder = new PacketDecoder(new());
        using var file = CaptureFile.Open(capture.Path);
        while (file.TryRead(out var frame))
        {
            if (decoder.Decode(frame, out var packet) is DecodeStatus.Ok && isWanted((packet.Source.Address, packet.Target.Address)))
            {
                frames.Add((frame.Time, frame.Link, frame.Bytes.ToArray()));
            }
        }
    }
}
