using SipIds.Preprocessing;

namespace SipIds.Host.Tests.Live;

/// <summary>A preprocessor that does not come back from a packet until the test lets it, and counts its ticks.</summary>
internal sealed class Stuck : IPreprocessor<Stuck, StuckOptions>
{
    public static int Ticks;

    private static readonly AsyncLocal<ManualResetEventSlim?> s_armed = new();

    private readonly ManualResetEventSlim? _release = s_armed.Value;

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "stuck",
        Summary = "Does not come back.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Messages,
        Events = [],
    };

    /// <summary>Makes those that are created from now on stuck, until the result is disposed.</summary>
    public static IDisposable Arm()
    {
        s_armed.Value = new();
        return new Release(s_armed.Value);
    }

    public static Stuck Create(StuckOptions options, PreprocessorServices services) => new();

    public void Inspect(in SipPacket packet, Inspection inspection) => _release?.Wait();

    public void OnTick(Inspection inspection) => Interlocked.Increment(ref Ticks);

    private sealed class Release(ManualResetEventSlim armed) : IDisposable
    {
        public void Dispose()
        {
            armed.Set();
            s_armed.Value = null;
        }
    }
}

internal sealed record StuckOptions : PreprocessorOptions;
