using SipIds.Events;
using SipIds.Outputs;
using SipIds.Settings;

namespace SipIds.Configuration.Tests.Samples;

/// <summary>The section of all outputs.</summary>
internal sealed record SampleOutputsSection : OutputSection
{
    [Setting("How many wait.", Min = 1, Max = 9)]
    public int Queue { get; init; } = 4;
}

internal sealed record SampleFileOptions : OutputOptions
{
    [Setting("Where it is.")]
    public string? Path { get; init; }

    [Setting("How many lines.", Min = 1, Max = 99)]
    public int Lines { get; init; } = 10;

    public override IEnumerable<SettingFault> Validate() => Path is "/" ? [new("path", "names no file")] : [];
}

/// <summary>An output whose name the test chooses.</summary>
internal sealed class SampleFile : IEventOutput<SampleFile, SampleFileOptions>
{
    public static OutputInfo Info { get; } = new() { Name = "file", Summary = "Alerts in a file." };

    public string Name => "file";

    public long Lost => 0;

    public string? Fault => null;

    public static IEventOutput? Create(SampleFileOptions options, OutputServices services) => options.Path is null ? null : new SampleFile();

    public void Write(in Alert alert, in SipPacket packet)
    {
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}

internal sealed record SampleQueueOptions : OutputOptions
{
    [Setting("Where it is.")]
    public string? Path { get; init; }
}

/// <summary>A batch output with the name of a key of the section.</summary>
internal sealed class SampleQueue : IBatchOutput<SampleQueue, SampleQueueOptions>
{
    public static OutputInfo Info { get; } = new() { Name = "queue", Summary = "Alerts in a queue." };

    public string Name => "queue";

    public static SampleQueue? Create(SampleQueueOptions options, OutputServices services) => new();

    public Task WriteAsync(IReadOnlyList<AlertRecord> batch, CancellationToken cancellation) => Task.CompletedTask;

    public void Dispose()
    {
    }
}
