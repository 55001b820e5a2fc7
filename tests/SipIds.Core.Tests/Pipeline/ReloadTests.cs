using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

public sealed class ReloadTests
{
    private static readonly PipelineOptions s_settings = new();

    private readonly SipIdsPipeline _pipeline = Pipeline(new(), s_settings);
    private long _number;

    [Fact]
    public void What_a_preprocessor_keeps_is_there_after_its_options_changed()
    {
        See(5);

        Assert.Empty(Reload(new() { Limit = 6 }));

        Assert.Equal([Verdict.Pass, Verdict.Drop], See(2));
    }

    [Fact]
    public void What_it_does_not_keep_is_gone_and_said()
    {
        var pipeline = Pipeline(new() { Keeps = false, Limit = 1 }, s_settings);

        Assert.Equal(["counting"], Reload(pipeline, new() { Keeps = false, Limit = 2 }, s_settings));
    }

    [Theory]
    [MemberData(nameof(PolicyChanges))]
    public void What_only_the_policy_reads_leaves_preprocessors_as_they_are(Func<PipelineOptions, PipelineOptions> change) => Assert.Equal(0, CreatedBy(change));

    [Fact]
    public void What_preprocessors_read_has_them_created_anew() => Assert.Equal(1, CreatedBy(settings => settings with { Trusted = [NetPrefix.Parse("192.0.2.0/24")] }));

    public static TheoryData<Func<PipelineOptions, PipelineOptions>> PolicyChanges() => new()
    {
        settings => settings,
        settings => settings with { ActionDrop = DropMode.Shadow },
        settings => settings with { OnDropStream = StreamDropMode.Hold },
        settings => settings with { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) },
        settings => settings with { Suppress = [new()] },
        settings => settings with { Emergency = [] },
        settings => settings with { EmergencyRate = 1 },
        settings => settings with { Sides = new Dictionary<string, NetPrefixSet>(StringComparer.Ordinal) },
        settings => settings with { Doors = new Dictionary<string, int>(StringComparer.Ordinal) },
    };

    private static int CreatedBy(Func<PipelineOptions, PipelineOptions> change)
    {
        var pipeline = Pipeline(new() { Keeps = true, Limit = 1 }, s_settings);
        var created = Counting.Created;
        Reload(pipeline, new() { Keeps = true, Limit = 1 }, change(s_settings));
        return Counting.Created - created;
    }

    [Fact]
    public void What_the_policy_reads_takes_effect()
    {
        See(10);
        Assert.Equal([Verdict.Drop], See(1));

        Reload(_pipeline, new(), s_settings with { ActionDrop = DropMode.False });
        Assert.Equal([Verdict.Pass], See(1));

        Reload(_pipeline, new(), s_settings with { ActionDrop = DropMode.True, Trusted = [NetPrefix.Parse("192.0.2.0/24")] });

        Assert.Equal([Verdict.Pass], See(1));
    }

    [Fact]
    public void A_preprocessor_that_cannot_be_created_changes_nothing()
    {
        See(9);

        Assert.Throws<InvalidOperationException>(() => Reload(new() { Limit = -1 }));

        Assert.Equal([Verdict.Pass, Verdict.Drop], See(2));
        Assert.Empty(Reload(new() { Limit = 12 }));
        Assert.Equal([Verdict.Pass, Verdict.Drop], See(2));
    }

    [Fact]
    public void One_that_was_switched_off_stays_so_and_its_faults_are_still_counted()
    {
        Reload(new() { Throws = true });
        See(10);

        Reload(new() { Throws = true, Limit = 1 });
        See(5);

        var fault = Assert.Single(_pipeline.Faults);
        Assert.Equal((10, true), (fault.Count, fault.IsSwitchedOff));
    }

    [Fact]
    public void One_that_is_switched_on_later_runs()
    {
        var pipeline = Pipeline(new() { Enabled = false }, s_settings);

        Reload(pipeline, new() { Limit = 0 }, s_settings with { ActionDrop = DropMode.True });

        Assert.Equal(Verdict.Drop, pipeline.Process(Invite(1)));
    }

    [Fact]
    public void Kept_tables_say_how_full_they_are()
    {
        See(3);
        Reload(new() { Limit = 7 });

        Assert.Contains(new TableFill("counting.count", 100, 3, 0), _pipeline.Tables);
        Assert.Contains(_pipeline.Tables, table => table is { Name: "calls", Capacity: 65_536 });
    }

    [Fact]
    public void Calls_are_remembered()
    {
        See(3);

        Reload(new() { Limit = 7 });

        Assert.Equal(3, _pipeline.Calls!.Statistics.Seen);
    }

    [Fact]
    public void Time_runs_on_when_no_packet_comes_and_never_backward()
    {
        var ticks = new List<Timestamp>();
        Ticking.OnTicked = ticks.Add;
        var pipeline = new SipIdsPipeline(new() { Registry = new PreprocessorRegistry().Add<Ticking, TickingOptions>() });
        pipeline.Tick(Timestamp.FromUnix(100));
        pipeline.Tick(Timestamp.FromUnix(90));
        pipeline.Tick(Timestamp.FromUnix(100, 500));
        pipeline.Tick(Timestamp.FromUnix(101));

        Assert.Equal([Timestamp.FromUnix(100), Timestamp.FromUnix(101)], ticks);
    }

    private static SipIdsPipeline Pipeline(CountingOptions options, PipelineOptions settings) => new(new()
    {
        Registry = new PreprocessorRegistry().Add<Counting, CountingOptions>(),
        Settings = settings with { ActionDrop = DropMode.True },
        Options = Section(options),
        Hasher = KeyHasher.CreateFixed(),
        Inline = true,
    });

    private static Dictionary<string, PreprocessorOptions> Section(CountingOptions options) => new(StringComparer.Ordinal) { ["counting"] = options };

    private static IReadOnlyList<string> Reload(SipIdsPipeline pipeline, CountingOptions options, PipelineOptions settings) =>
        pipeline.Reload(settings, Section(options), new());

    private static CapturedFrame Invite(int number) =>
        FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(SipBuilder.Request("INVITE").Number(number)).At(TimeSpan.FromMilliseconds(number)).Number(number).ToFrame();

    private IReadOnlyList<string> Reload(CountingOptions options) => Reload(_pipeline, options, s_settings with { ActionDrop = DropMode.True });

    private List<Verdict> See(int count)
    {
        var verdicts = new List<Verdict>();
        for (var i = 0; i < count; i++)
        {
            verdicts.Add(_pipeline.Process(Invite((int)++_number)));
        }

        return verdicts;
    }

    private sealed class Ticking : IPreprocessor<Ticking, TickingOptions>
    {
        public static Action<Timestamp> OnTicked { get; set; } = _ => { };

        public static PreprocessorInfo Info { get; } = new() { Name = "ticking", Summary = "Ticks.", Stage = PreprocessorStage.Call, Interest = Interest.None, Events = [] };

        public static Ticking Create(TickingOptions options, PreprocessorServices services) => new();

        public void Inspect(in SipPacket packet, Inspection inspection)
        {
        }

        public void OnTick(Inspection inspection) => OnTicked(inspection.Now);
    }

    private sealed record TickingOptions : PreprocessorOptions;
}
