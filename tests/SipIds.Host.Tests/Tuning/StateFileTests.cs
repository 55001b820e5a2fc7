using System.Runtime.Versioning;
using SipIds.Host.Knowledge;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Preprocessors.Behaviour;
using SipIds.Testing;

namespace SipIds.Host.Tests.Tuning;

public sealed class StateFileTests : IDisposable
{
    private const string Event = "behaviour-rate";

    private readonly Scratch _scratch = new();
    private readonly List<string> _said = [];
    private int _number;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_was_learnt_is_there_after_a_restart()
    {
        Learn();
        Assert.Contains(Flood(), seen => seen.Event.Name == Event);
        Assert.Empty(_said);
    }

    [Fact]
    public void Without_the_file_learning_begins_anew()
    {
        Learn();
        File.Delete(_scratch["state"]);
        Assert.DoesNotContain(Flood(), seen => seen.Event.Name == Event);
        Assert.Empty(_said);
    }

    [Theory]
    [InlineData(0, "is no state file of this version")]
    [InlineData(5, "is no state file of this version")]
    [InlineData(20, "is damaged")]
    [InlineData(200, "is damaged")]
    [InlineData(-1, "is damaged")]
    public void A_damaged_file_is_put_aside_and_said_and_learning_begins_anew(int place, string reason)
    {
        Learn();
        var bytes = File.ReadAllBytes(_scratch["state"]);
        bytes[place < 0 ? bytes.Length + place : place] ^= 1;
        File.WriteAllBytes(_scratch["state"], bytes);
        Assert.DoesNotContain(Flood(), seen => seen.Event.Name == Event);
        Assert.Equal($"the state file '{_scratch["state"]}' {reason}; it is kept as '{_scratch["state"]}.damaged', and learning begins anew.", Assert.Single(_said));
        Assert.Equal(bytes, File.ReadAllBytes(_scratch["state.damaged"]));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_damaged()
    {
        Learn();
        var bytes = File.ReadAllBytes(_scratch["state"]);
        foreach (var length in new[] { 0, 10, 40, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(_scratch["state"], bytes[..length]);
            _ = StateFile.Open(_scratch["state"], _said.Add);
        }

        Assert.Equal(5, _said.Count);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Only_its_owner_can_read_it()
    {
        Learn();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scratch["state"]));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_put_aside_and_not_overwritten()
    {
        File.CreateSymbolicLink(_scratch["state"], _scratch["state"]);
        var file = StateFile.Open(_scratch["state"], _said.Add);
        Assert.True(file.TryWrite(_said.Add));
        Assert.Matches($"the state file '{_scratch["state"]}' cannot be read: .*; it is kept as '{_scratch["state"]}.damaged', and learning begins anew.", Assert.Single(_said));
        Assert.Equal(_scratch["state"], new FileInfo(_scratch["state.damaged"]).LinkTarget);
    }

    [Fact]
    public void A_folder_in_its_place_is_said()
    {
        Directory.CreateDirectory(_scratch["state"]);
        var file = StateFile.Open(_scratch["state"], _said.Add);
        Assert.Contains("cannot be read", Assert.Single(_said), StringComparison.Ordinal);
        Assert.False(file.TryWrite(_said.Add));
        Assert.Contains("cannot be written", _said[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_preprocessors_that_do_not_run_are_kept()
    {
        Learn();
        var file = StateFile.Open(_scratch["state"], _said.Add);
        file.Gather(New(file, new(), behaviour: false));
        Assert.True(file.TryWrite(_said.Add));
        Assert.Contains(Flood(), seen => seen.Event.Name == Event);
    }

    private void Learn()
    {
        var file = StateFile.Open(_scratch["state"], _said.Add);
        var pipeline = New(file, new());
        for (var hour = 0; hour < 30; hour++)
        {
            Calls(pipeline, 3, TimeSpan.FromHours(hour));
        }

        file.Gather(pipeline);
        Assert.True(file.TryWrite(_said.Add));
    }

    private IReadOnlyList<SeenAlert> Flood()
    {
        var log = new AlertLog();
        var file = StateFile.Open(_scratch["state"], _said.Add);
        var pipeline = New(file, log);
        file.Restore(pipeline, _said.Add);
        Calls(pipeline, 50, TimeSpan.FromHours(40));
        return log.Alerts;
    }

    private static SipIdsPipeline New(StateFile file, AlertLog log, bool behaviour = true) => new(new()
    {
        Registry = BuiltIn.Register(new()),
        Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal)
        {
            ["behaviour"] = new BehaviourOptions { Enabled = behaviour, Learn = TimeSpan.FromDays(1), Minimum = 20, Rates = 256, Mixes = 64 },
        },
        Outputs = [log],
        Hasher = file.Hasher,
    });

    private void Calls(SipIdsPipeline pipeline, int calls, TimeSpan time)
    {
        for (var call = 0; call < calls; call++)
        {
            var invite = SipBuilder.Request("INVITE", "sip:bob@example.com").Number(++_number).From("sip:alice@example.com");
            var packet = new TestPacket(invite) { Time = TestClock.Start + time + TimeSpan.FromSeconds(call), Number = _number };
            _ = pipeline.Process(packet.ToFrame().Number(_number).ToFrame());
        }
    }
}
