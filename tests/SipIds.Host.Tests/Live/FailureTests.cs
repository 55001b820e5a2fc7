using System.Net.Sockets;
using System.Text;
using SipIds.Host.Live;
using SipIds.Host.Settings;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Host.Tests.Live;

public sealed class FailureTests
{
    [Theory]
    [InlineData("open", Verdict.Pass)]
    [InlineData("closed", Verdict.Drop)]
    public void A_packet_that_the_pipeline_fails_on_meets_on_failure_and_is_said_once(string mode, Verdict expected)
    {
        var said = new List<string>();
        var pipeline = new SipIdsPipeline(new()
        {
            Registry = new PreprocessorRegistry().Add<Choking, ChokingOptions>(),
            Settings = new() { Ports = [5060] },
            MaxFaults = 2,
            OnFault = _ => throw new InvalidOperationException("broken"),
            Inline = true,
        });
        var guard = new PipelineGuard(pipeline, Enum.Parse<FailureMode>(mode, ignoreCase: true), TimeProvider.System, said.Add);
        using var source = new FakeSource();
        source.Send([LiveTest.Invite(1).Payload("GET / HTTP/1.1\r\n\r\n"u8), LiveTest.Invite(2), LiveTest.Invite(3).Payload("GET / HTTP/1.1\r\n\r\n"u8)]);

        new SourceWorker(source, guard, overload: null, TimeProvider.System).Run(new CancellationToken(canceled: true));

        Assert.Equal([expected, Verdict.Pass, expected], source.Verdicts);
        Assert.Equal(2, guard.Crashes);
        Assert.Contains("InvalidOperationException: broken", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preprocessor_that_fails_is_named_once_switched_off_and_every_packet_passes()
    {
        var source = new FakeSource();
        using var live = new LiveTest { Registry = new PreprocessorRegistry().Add<Forgetful, ForgetfulOptions>() }.Set("forgetful.number=99").Start(source);
        source.Send(LiveTest.Invites(12));
        live.Eventually(() => live.Errors.Contains("preprocessor forgetful is switched off until the next start: it failed 10 times (plugins.max_faults).", StringComparison.Ordinal));

        live.Stop();

        Assert.Equal(Enumerable.Repeat(Verdict.Pass, 12), source.Verdicts);
        Assert.Equal(2, live.Errors.Split("InvalidOperationException: 99 is too much").Length);
        Assert.Contains("\"faults\":[{\"preprocessor\":\"forgetful\",\"count\":10,\"switched_off\":true}]", live.Eve, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("open", true, "traffic goes on uninspected (on_failure: open)")]
    [InlineData("closed", false, "traffic does not go on until it runs again (on_failure: closed)")]
    public void A_pipeline_that_does_not_come_back_ends_the_process_as_on_failure_says(string mode, bool letsGo, string said)
    {
        using var release = Stuck.Arm();
        var source = new FakeSource();
        var rules = new Removable();
        using var live = new LiveTest { Registry = new PreprocessorRegistry().Add<Stuck, StuckOptions>(), Install = () => rules }
            .Set($"on_failure={mode}", "live.watchdog=200ms").Start(source);
        source.Send(LiveTest.Invites(1));

        live.Eventually(() => live.EndedBy is not null);
        release.Dispose();

        Assert.Equal((4, letsGo, letsGo), (live.EndedBy, source.StoodAside, rules.IsRemoved));
        Assert.Contains(said, live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_overload_late_packets_pass_uninspected_and_are_counted()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Set("live.max_delay=2s", "action_drop=true", "calls=1").Start(source);
        source.Send(LiveTest.Invites(100), ago: TimeSpan.FromSeconds(30));
        live.Eventually(() => source.Verdicts.Count == 100);
        source.Send(LiveTest.Invites(100, first: 200));
        live.Eventually(() => source.Verdicts.Count == 200);

        live.Stop();

        Assert.All(source.Verdicts.Take(100), verdict => Assert.Equal(Verdict.Pass, verdict));
        Assert.Contains(Verdict.Drop, source.Verdicts.Skip(100));
        Assert.Contains("sipids: fake: packets pass uninspected.", live.Errors, StringComparison.Ordinal);
        Assert.Matches("sipids: fake: 1[01][0-9] packets passed uninspected.", live.Errors);
        Assert.Matches("fake        200 packets, passed uninspected 1[01][0-9]", live.Output);
    }

    [Fact]
    public void Where_failure_closes_late_packets_wait_for_their_inspection()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Set("on_failure=closed", "live.max_delay=2s", "action_drop=true", "calls=1").Start(source);

        source.Send(LiveTest.Invites(3), ago: TimeSpan.FromSeconds(30));
        live.Eventually(() => source.Verdicts.Count == 3);

        Assert.Equal([Verdict.Pass, Verdict.Drop, Verdict.Drop], source.Verdicts);
    }

    [Fact]
    public void Timers_run_when_no_packet_comes()
    {
        var before = Volatile.Read(ref Stuck.Ticks);
        using var live = new LiveTest { Registry = new PreprocessorRegistry().Add<Stuck, StuckOptions>() }.Start(new FakeSource());

        live.Eventually(() => Volatile.Read(ref Stuck.Ticks) > before + 1);
    }

    [Fact]
    public void The_service_manager_hears_that_it_is_ready_reloads_lives_and_stops()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };
        manager.Bind(new UnixDomainSocketEndPoint(path));
        using var live = new LiveTest
        {
            Environment = name => name switch
            {
                "NOTIFY_SOCKET" => path,
                "WATCHDOG_USEC" => "400000",
                _ => null,
            },
        }.Settings("calls: 3\n").Start(new FakeSource());
        var heard = new List<string> { Hear(manager), Hear(manager) };
        live.Signal(System.Runtime.InteropServices.PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains("nothing has changed", StringComparison.Ordinal));
        live.Stop();
        while (heard[^1] != "STOPPING=1")
        {
            heard.Add(Hear(manager));
        }

        File.Delete(path);
        Assert.StartsWith("READY=1", heard.First(line => line != "WATCHDOG=1"), StringComparison.Ordinal);
        Assert.Contains("WATCHDOG=1", heard, StringComparer.Ordinal);
        Assert.Contains(heard, line => line.StartsWith("RELOADING=1\nMONOTONIC_USEC=", StringComparison.Ordinal));
        Assert.Equal(2, heard.Count(line => line.StartsWith("READY=1", StringComparison.Ordinal)));
    }

    private static string Hear(Socket manager)
    {
        var bytes = new byte[512];
        return Encoding.UTF8.GetString(bytes, 0, manager.Receive(bytes));
    }

    private sealed class Removable : IDisposable
    {
        public bool IsRemoved { get; private set; }

        public void Dispose() => IsRemoved = true;
    }

    // What is told of a fault is the program's own code, and not contained.
    private sealed class Choking : IPreprocessor<Choking, ChokingOptions>
    {
        public static PreprocessorInfo Info { get; } = new()
        {
            Name = "choking",
            Summary = "Cannot swallow what is not SIP.",
            Stage = PreprocessorStage.Message,
            Interest = Interest.NotSip,
            Events = [],
        };

        public static Choking Create(ChokingOptions options, PreprocessorServices services) => new();

        public void Inspect(in SipPacket packet, Inspection inspection) => throw new FormatException();
    }

    private sealed record ChokingOptions : PreprocessorOptions;
}
