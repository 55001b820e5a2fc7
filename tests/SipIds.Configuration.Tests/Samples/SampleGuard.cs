using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Configuration.Tests.Samples;

/// <summary>A preprocessor with a setting of every type.</summary>
internal sealed class SampleGuard : IPreprocessor<SampleGuard, SampleGuardOptions>
{
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "guard",
        Summary = "Looks after nothing.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.None,
        Events =
        [
            new(Gid.Sip, 1002, "syntax-header", Severity.Medium, EventAction.Drop, "A header line that is none.") { Settings = ["guard.inner.depth"] },
            new(Gid.Sip, 4001, "spit-caller", Severity.High, EventAction.Drop, "One caller started more calls than `calls`."),
        ],
    };

    public static SampleGuard Create(SampleGuardOptions options, PreprocessorServices services) => new();

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
    }
}

internal enum HostRule
{
    [Setting("either will do")]
    Optional,

    [Setting("it has one")]
    Required,

    [Setting("it has none")]
    NotAllowed,
}

[Setting("And says so.")]
internal sealed record SampleGuardOptions : PreprocessorOptions
{
    [Setting("Calls within the period.", Min = 1, Max = 100_000, TopLevel = true)]
    public int Calls { get; init; } = 50;

    [Setting("How far back.", Min = "1s", Max = "24h", TopLevel = true)]
    public TimeSpan Lookback { get; init; } = TimeSpan.FromSeconds(60);

    [Setting("Whether a Call-ID has a host.")]
    public HostRule CallIdHost { get; init; } = HostRule.Optional;

    [Setting("Bytes in all.")]
    public long Total { get; init; } = 5_000_000_000;

    [Setting("A share.", Min = 0, Max = 1)]
    public double Share { get; init; } = 0.25;

    [Setting("A name.")]
    public string Name { get; init; } = "it's: a \"name\"";

    [Setting("A file, if there is one.")]
    public string? Path { get; init; }

    [Setting("Names of tools that are known for attacks and that nobody uses for anything else, in whatever case they are written.", Remarks = ["friendly-scanner: The oldest of them"])]
    public IReadOnlyList<string> Tools { get; init; } =
        ["friendly-scanner", "sipvicious", "sipcli", "sundayddr", "VaxSIPUserAgent", "pplsip", "sip-scan", "smap", "112", "true"];

    [Setting("Delays by name.", Min = "10ms", Example = "delays:\n  fast: 20ms")]
    public IReadOnlyDictionary<string, TimeSpan> Delays { get; init; } =
        new Dictionary<string, TimeSpan>(StringComparer.Ordinal) { ["fast"] = TimeSpan.FromMilliseconds(1500) };

    [Setting("The first network.")]
    public NetPrefix First { get; init; } = NetPrefix.Parse("192.0.2.0/24");

    [Setting("A record inside.")]
    public SampleInnerOptions Inner { get; init; } = new();

    [Setting("Records in a list.", Example = "[{depth: 2}]")]
    public IReadOnlyList<SampleInnerOptions> Several { get; init; } = [];

    [Setting("Files to read.")]
    public IReadOnlyList<FilePath> Books { get; init; } = [];

    public override IEnumerable<SettingFault> Validate() => (Name, Calls) switch
    {
        ("nobody", 13) => [new("name", "nobody is no name"), new("calls", "13 is no good number")],
        ("nobody", _) => [new("name", "nobody is no name")],
        ("throw", _) => throw new FormatException("out of order"),
        (_, 13) => [new("calls", "13 is no good number")],
        _ => [],
    };
}

internal sealed record SampleInnerOptions : IValidatedOptions
{
    [Setting("How deep.", Min = 1, Max = 9)]
    public int Depth { get; init; } = 3;

    [Setting("How large.", Min = "1KiB", Max = "1MiB")]
    public ByteSize Size { get; init; } = ByteSize.FromKiB(64);

    public IEnumerable<SettingFault> Validate() => Depth switch
    {
        7 => [new("depth", "7 is no good depth")],
        8 => [SettingFault.Warning("depth", "8 is very deep")],
        6 => [new("", "cannot be as it is")],
        _ => [],
    };
}

internal sealed record SampleOutputOptions
{
    [Setting("Where alerts are written.")]
    public string File { get; init; } = "alerts.json";

    [Setting("Whether old ones are kept.")]
    public bool Append { get; init; } = true;
}
