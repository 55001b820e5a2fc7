using SipIds.Calls;
using SipIds.Core.Tests.Testing;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

public sealed class IsolationTests : IDisposable
{
    private const int MaxFaults = 3;

    private readonly DropList _list = new();
    private readonly List<string> _said = [];

    [Fact]
    public void An_output_that_throws_changes_no_verdict()
    {
        var pipeline = Play(outputs: [new Broken(), _list]);
        Assert.Equal(Verdicts(Play(outputs: [_list])), Verdicts(pipeline));
        Assert.Contains(Verdict.Drop, Verdicts(pipeline));
    }

    [Fact]
    public void An_output_that_throws_takes_nothing_from_the_others()
    {
        _ = Verdicts(Play(outputs: [new Broken(), _list]));
        Assert.Equal(5, _list.Records.Count);
    }

    [Fact]
    public void An_output_that_throws_is_named_once_and_switched_off_after_max_faults()
    {
        var broken = new Broken();
        var pipeline = Play(outputs: [broken]);
        _ = Verdicts(pipeline);
        Assert.Equal(["output broken: 1", "output broken: 3, off"], _said);
        Assert.Equal(MaxFaults, broken.Calls);
        Assert.Equal((PluginPart.Output, "broken", MaxFaults), Assert.Single(pipeline.Faults) is var fault ? (fault.Part, fault.Name, fault.Count) : default);
    }

    [Fact]
    public void An_output_that_throws_leaves_the_call_table_in_step()
    {
        var pipeline = Play(outputs: [new Broken()]);
        _ = Verdicts(pipeline);
        Send(pipeline, 8);
        Assert.Equal(1, pipeline.Statistics.DroppedCopies);
    }

    [Fact]
    public void Two_outputs_of_one_name_answer_each_for_itself()
    {
        var rarely = new Broken { Every = 100 };
        _ = Verdicts(Play(outputs: [new Broken(), rarely]));
        Assert.True(rarely.Calls > MaxFaults);
    }

    [Fact]
    public void An_observer_of_counts_that_throws_is_blamed_and_not_whoever_counts()
    {
        var pipeline = Play(count: new Nosy());
        Assert.Equal(Verdicts(Play()), Verdicts(pipeline));
        Assert.Equal(["observer Nosy: 1", "observer Nosy: 3, off"], _said);
    }

    [Fact]
    public void A_preprocessor_that_throws_at_the_counts_of_another_is_switched_off_and_the_other_goes_on()
    {
        var pipeline = Play(registry: new PreprocessorRegistry().Add<InviteLimit, InviteLimitOptions>().Add<NosyPlugin, NosyPluginOptions>());
        Assert.Equal(Verdicts(Play()), Verdicts(pipeline));
        Assert.Equal(["preprocessor nosy_plugin: 1", "preprocessor nosy_plugin: 3, off"], _said);
    }

    [Fact]
    public void An_observer_of_messages_that_throws_changes_no_verdict_and_is_switched_off()
    {
        var pipeline = Play(observer: new Blind());
        Assert.Equal(Verdicts(Play()), Verdicts(pipeline));
        Assert.Equal(["observer Blind: 1", "observer Blind: 3, off"], _said);
    }

    [Fact]
    public void An_observer_of_reports_that_throws_keeps_no_alert_back()
    {
        var pipeline = Play(report: new Deaf(), outputs: [_list]);
        _ = Verdicts(pipeline);
        Assert.Equal(5, _list.Records.Count);
        Assert.Equal(["observer Deaf: 1", "observer Deaf: 3, off"], _said);
    }

    [Fact]
    public void What_is_reported_after_the_verdict_says_nothing()
    {
        Inspection? kept = null;
        var pipeline = new Cast()
            .Add<First>(new() { OnInspect = inspection => kept = inspection, OnObserve = () => kept!.Report(Role.FirstEvent) })
            .Play(inline: true);
        Cast.See(pipeline, times: 3);
        Assert.Equal((0, 0), (pipeline.Statistics.AlertCount, pipeline.Statistics.Dropped));
    }

    [Fact]
    public void A_preprocessor_of_the_message_stage_is_not_shown_the_call_of_another_message()
    {
        var pipeline = new Cast().Add<First>(new() { OnInspect = inspection => _ = inspection.Call }).Add<Late>().Play(maxFaults: 100);
        Cast.See(pipeline, times: 3);
        var fault = Assert.Single(pipeline.Faults);
        Assert.Equal(("first", 3), (fault.Name, fault.Count));
        Assert.IsType<InvalidOperationException>(fault.First);
    }

    public void Dispose() => _list.Dispose();

    private SipIdsPipeline Play(
        IReadOnlyList<IEventOutput>? outputs = null, ICountObserver? count = null, IMessageObserver? observer = null, IReportObserver? report = null, PreprocessorRegistry? registry = null) => new(new()
        {
            Registry = registry ?? new PreprocessorRegistry().Add<InviteLimit, InviteLimitOptions>(),
            Settings = new() { ActionDrop = DropMode.True },
            Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { ["invite_limit"] = new InviteLimitOptions { Limit = 3 } },
            Outputs = outputs ?? [],
            CountObservers = count is null ? [] : [count],
            Observers = observer is null ? [] : [observer],
            ReportObservers = report is null ? [] : [report],
            Hasher = KeyHasher.CreateFixed(),
            MaxFaults = MaxFaults,
            OnFault = fault => _said.Add($"{fault.Culprit}: {fault.Count}{(fault.IsSwitchedOff ? ", off" : "")}"),
            Inline = true,
        });

    private static List<Verdict> Verdicts(SipIdsPipeline pipeline) => [.. Enumerable.Range(1, 8).Select(number => Send(pipeline, number))];

    private static Verdict Send(SipIdsPipeline pipeline, int number)
    {
        var invite = new TestPacket(SipBuilder.Request("INVITE").Number(number));
        return pipeline.Process(invite.Payload.Span, invite.Source, invite.Target, TestClock.Start + TimeSpan.FromMilliseconds(pipeline.Statistics.Packets)).Verdict;
    }

    private sealed class Broken : IEventOutput, IDropOutput
    {
        public int Every { get; init; } = 1;

        public int Calls { get; private set; }

        public string Name => "broken";

        public long Lost => 0;

        public string? Fault => null;

        public void Write(in Alert alert, in SipPacket packet) => Throw();

        public void Write(in Drop drop, in SipPacket packet) => Throw();

        public void Flush() => throw new IOException("no more room");

        public void Dispose()
        {
        }

        private void Throw()
        {
            if (++Calls % Every == 0)
            {
                throw new IOException("no more room");
            }
        }
    }

    private sealed class Nosy : ICountObserver
    {
        public void OnCount(in SubjectCount count, Inspection inspection) => throw new FormatException();
    }

    private sealed record NosyPluginOptions : PreprocessorOptions;

    private sealed class NosyPlugin : IPreprocessor<NosyPlugin, NosyPluginOptions>, ICountObserver
    {
        public static PreprocessorInfo Info { get; } = new() { Name = "nosy_plugin", Summary = "Looks at counts.", Stage = PreprocessorStage.Call, Interest = Interest.None, Events = [] };

        public static NosyPlugin Create(NosyPluginOptions options, PreprocessorServices services) => new();

        public void Inspect(in SipPacket packet, Inspection inspection)
        {
        }

        public void OnCount(in SubjectCount count, Inspection inspection) => throw new FormatException();
    }

    private sealed class Blind : IMessageObserver
    {
        public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict) => throw new FormatException();
    }

    private sealed class Deaf : IReportObserver
    {
        public void OnReport(EventDescriptor descriptor, Severity severity) => throw new FormatException();
    }

    private sealed class Late : IRole
    {
        public static PreprocessorInfo Info { get; } = Role.Info("late", PreprocessorStage.Call);
    }
}
