using SipIds.Events;
using SipIds.Packets.Sources;
using SipIds.Settings;

namespace SipIds.Outputs;

/// <summary>What the program gives an output when it is created.</summary>
public sealed record OutputServices
{
    /// <summary>Whether packets wait for nobody: what takes time is done by a thread of its own then.</summary>
    public bool IsLive { get; init; }

    /// <summary>How many bytes of alerts may wait for an output that is slow or away; more are lost and counted.</summary>
    public ByteSize Queue { get; init; } = ByteSize.FromKiB(4 * 1024);

    /// <summary>How long an alert waits at the most before it is written.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often an output may throw before it is switched off.</summary>
    public int MaxFaults { get; init; } = 10;

    /// <summary>Makes a capture file at a path. It throws <see cref="IOException"/> where that cannot be.</summary>
    public Func<string, IFrameWriter> CreateCapture { get; init; } = static path => throw new IOException($"{path}: this program writes no captures.");

    /// <summary>Puts a batch output, which it owns from then on, behind what collects alerts for it.</summary>
    public Func<IBatchOutput, OutputServices, IEventOutput> Batch { get; init; } = static (output, _) => throw new IOException($"{output.Name}: this program collects no batches.");
}
