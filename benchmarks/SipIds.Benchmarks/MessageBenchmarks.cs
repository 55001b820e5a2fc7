using BenchmarkDotNet.Attributes;
using SipIds.Benchmarks.Traffic;
using SipIds.Sip;

namespace SipIds.Benchmarks;

/// <summary>What one message costs: merely scanning its bytes, finding its headers, reading every field that the checks read.</summary>
[MemoryDiagnoser]
public class MessageBenchmarks
{
    private const int Messages = 1024;

    private readonly SipHeaderTable _table = new();
    private byte[][] _messages = [];

    [GlobalSetup]
    public void Setup() => _messages = [.. TrafficCapture.Messages(new(1)).Take(Messages).Select(m => m.Payload)];

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public int ScanBytesOnce()
    {
        var sum = 0;
        foreach (var message in _messages)
        {
            sum += message.AsSpan().Count((byte)'\n');
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int IndexHeaders()
    {
        var sum = 0;
        foreach (var message in _messages)
        {
            _ = SipParser.Parse(message, _table, out var parsed);
            sum += parsed.HeaderCount;
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public int ReadAllFields()
    {
        var sum = 0;
        foreach (var message in _messages)
        {
            _ = SipParser.Parse(message, _table, out var parsed);
            sum += parsed.From.Tag.Length + parsed.To.Tag.Length + parsed.Via.Branch.Length + parsed.CallId.Length;
            sum += (int)parsed.CSeq.Number + parsed.RequestUri.Host.Length;
        }

        return sum;
    }
}
