namespace ForeignGid;

public sealed class ForeignGidPreprocessor : IPreprocessor<ForeignGidPreprocessor, ForeignGidOptions>
{
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "foreign_gid",
        Summary = "Takes what is not its own.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.None,
        Events = [new(Gid.Sip, 9999, "foreign-gid", Severity.Low, EventAction.Alert, "Never.")],
    };

    public static ForeignGidPreprocessor Create(ForeignGidOptions options, PreprocessorServices services) => new();

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
    }
}

public sealed record ForeignGidOptions : PreprocessorOptions;
