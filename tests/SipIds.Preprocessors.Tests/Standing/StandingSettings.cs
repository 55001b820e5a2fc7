using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Thresholds;
using SipIds.State;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>The settings under which standing is judged: everything is dropped whose action says so, and limits and tables are small, so that little traffic reaches them.</summary>
internal static class StandingSettings
{
    public static ThresholdsOptions Thresholds { get; } = new()
    {
        Calls = 12,
        MOptions = 30,
        RegisterFrom = 8,
        RegisterTo = 40,
        Cancels = 20,
        Byes = 40,
        Reinvites = 6,
        Source = 60,
        AuthFailures = 6,
        UnknownUsers = 8,
        Sources = 20,
        Transactions = 20,
        Destinations = 8,
        Messages = 12,
        Subscribes = 15,
        Contacts = 4,
        Hangups = 6,
        SlowUnknownUsers = 12,
        SlowAuthFailures = 10,
        Users = 1024,
        SourcesTracked = 256,
        Targets = 128,
    };

    /// <summary>A pipeline whose proxies are given for some seeds and not for others.</summary>
    public static PipelineSetup Of(int seed, IReportObserver reports) => new()
    {
        Registry = BuiltIn.Register(new()),
        Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { ["thresholds"] = Thresholds },
        Settings = new()
        {
            ActionDrop = DropMode.True,
            ProxyIp = seed % 3 == 0 ? NetPrefixSet.Create([NetPrefix.Parse("198.51.100.10/31")]) : NetPrefixSet.Empty,
            CallTable = new() { Capacity = 1024, Transactions = 1024 },
            Decoder = new() { Streams = 16, StreamMemory = new(1 << 20), FragmentedDatagrams = 16 },
        },
        ReportObservers = [reports],
        Inline = true,
        Hasher = KeyHasher.CreateFixed(),
    };
}
