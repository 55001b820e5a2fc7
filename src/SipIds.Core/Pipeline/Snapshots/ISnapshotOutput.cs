namespace SipIds.Pipeline.Snapshots;

/// <summary>An output that takes a record of what a live sensor counted, now and then, beside the alerts.</summary>
public interface ISnapshotOutput
{
    /// <summary>Whether it takes any.</summary>
    bool TakesSnapshots => true;

    /// <summary>Writes one record. Never called together with the alerts' <c>Write</c>.</summary>
    void Write(SensorSnapshot snapshot);
}
