using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>Counts requests, and keeps the count over a reload if it is told to.</summary>
internal sealed class Counting : IPreprocessor<Counting, CountingOptions>
{
    public static readonly EventDescriptor TooMany = new(Gid.FirstPlugin, 9101, "too-many", Severity.High, EventAction.Drop, "More requests than allowed.");

    private readonly CountingOptions _options;
    private readonly Box _count;

    private Counting(CountingOptions options, PreprocessorServices services)
    {
        _options = options;
        _count = options.Keeps ? services.Keep("count", () => new Box()) : new();
    }

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "counting",
        Summary = "Counts requests.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Requests,
        Events = [TooMany],
    };

    public static int Created { get; set; }

    public static Counting Create(CountingOptions options, PreprocessorServices services)
    {
        Created++;
        return options.Limit < 0 ? throw new InvalidOperationException("no such limit") : new(options, services);
    }

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (_options.Throws)
        {
            throw new InvalidOperationException("broken");
        }

        if (++_count.Value > _options.Limit)
        {
            inspection.Report(TooMany);
        }
    }

    private sealed class Box : IBoundedState
    {
        public int Value { get; set; }

        public int Capacity => 100;

        public int Count => Value;

        public long Evictions => 0;
    }
}

internal sealed record CountingOptions : PreprocessorOptions
{
    public int Limit { get; init; } = 10;

    public bool Keeps { get; init; } = true;

    public bool Throws { get; init; }
}
