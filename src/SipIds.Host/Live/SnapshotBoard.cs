using SipIds.Pipeline.Snapshots;

namespace SipIds.Host.Live;

/// <summary>Where the latest snapshot of a live run hangs, for whoever wants to look from another thread: metrics, a console.</summary>
internal sealed class SnapshotBoard
{
    private SensorSnapshot? _latest;

    /// <summary>The latest one; null before the first.</summary>
    public SensorSnapshot? Latest => Volatile.Read(ref _latest);

    /// <summary>Hangs up a newer one.</summary>
    public void Publish(SensorSnapshot snapshot) => Volatile.Write(ref _latest, snapshot);
}
