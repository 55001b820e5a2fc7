namespace Geofence;

public sealed record GeofenceOptions : PreprocessorOptions
{
    [Setting("The file of the networks that may REGISTER: one address or network a line; # begins a comment. It is read again when it changes.")]
    public FilePath? Networks { get; init; }

    public override IEnumerable<SettingFault> Validate()
    {
        var fault = "name the file of the networks that may REGISTER";
        return Networks is { Path: var path } && NetworkFile.Read(path, out fault) is not null ? [] : [new("networks", fault!)];
    }
}
