namespace Geofence;

/// <summary>Registrations from elsewhere than the networks of a file, which is read again when it changes.</summary>
public sealed class GeofencePreprocessor(string path) : IPreprocessor<GeofencePreprocessor, GeofenceOptions>
{
    private static readonly EventDescriptor s_outside = new(1001, 1, "geofence-register", Severity.High, EventAction.Drop, "A REGISTER whose origin is in none of the `networks`.");

    private NetPrefixSet _networks = NetPrefixSet.Empty;
    private DateTime _written;
    private string? _fault;
    private long _outside;

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "geofence",
        Summary = "Registrations from elsewhere than the networks of a file.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.In(SipMethod.Register),
        Events = [s_outside],
    };

    public static GeofencePreprocessor Create(GeofenceOptions options, PreprocessorServices services) => new(options.Networks!.Value.Path);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (!_networks.Contains(packet.Origin.Address))
        {
            _outside++;
            Span<byte> origin = stackalloc byte[NetEndpoint.MaxTextLength];
            _ = packet.Origin.TryFormat(origin, out var length, default, null);
            inspection.Report(s_outside, origin[..length]);
        }
    }

    // Called before the first packet and then every second: a look at the file's time. A version with a fault is not taken, and the one before it holds.
    public void OnTick(Inspection inspection)
    {
        var written = File.GetLastWriteTimeUtc(path);
        if (written != _written)
        {
            _written = written;
            _networks = NetworkFile.Read(path, out _fault) ?? _networks;
        }
    }

    public void Summarize(PreprocessorSummary summary) =>
        summary.Count("networks", _networks.Count).Count("registrations_from_outside", _outside).Line(_fault is null ? "" : $"an older list of networks holds: {_fault}");
}
