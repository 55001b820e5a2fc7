using System.Runtime.InteropServices;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Host.Tests.Live;

public sealed class ReloadTests
{
    [Fact]
    public void A_changed_file_takes_effect_and_nothing_is_forgotten()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Settings("calls: 60\n").Start(source);
        source.Send(LiveTest.Invites(30));
        live.Eventually(() => source.Verdicts.Count == 30);

        live.Settings("calls: 20\naction_drop: true\n");
        live.Eventually(() => live.Errors.Contains("settings changed: ", StringComparison.Ordinal));
        source.Send(LiveTest.Invites(1, first: 31));
        live.Eventually(() => source.Verdicts.Count == 31);

        Assert.Contains("action_drop false → true, calls 60 → 20", live.Errors, StringComparison.Ordinal);
        Assert.Equal(Verdict.Drop, source.Verdicts[^1]);
    }

    [Fact]
    public void A_false_alarm_that_is_declared_while_it_runs_drops_nothing_any_more()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Settings("calls: 3\naction_drop: true\nevents: {source-flood: off, invite-flood-callee: off}\n").Start(source);
        source.Send(LiveTest.Invites(4));
        live.Eventually(() => source.Verdicts.Count == 4);

        live.Settings("calls: 3\naction_drop: true\nevents: {source-flood: off, invite-flood-callee: off}\nsuppress:\n  - {event: spit-caller, target: 0.0.0.0/0}\n");
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains("settings changed: suppress", StringComparison.Ordinal));
        source.Send(LiveTest.Invites(1, first: 5));
        live.Eventually(() => source.Verdicts.Count == 5);

        Assert.Equal([Verdict.Drop, Verdict.Pass], source.Verdicts.Skip(3));
    }

    [Fact]
    public void A_faulty_file_is_refused_with_its_faults_and_the_old_settings_hold()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Settings("calls: 3\naction_drop: true\n").Start(source);

        live.Settings("calls: lots\nnonsense: 1\n");
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains("the settings stay as they were: the file has faults.", StringComparison.Ordinal));
        source.Send(LiveTest.Invites(4));
        live.Eventually(() => source.Verdicts.Count == 4);

        Assert.Contains("sipcnf.yaml:1:8", live.Errors, StringComparison.Ordinal);
        Assert.Contains("sipcnf.yaml:2:1", live.Errors, StringComparison.Ordinal);
        Assert.Equal([Verdict.Pass, Verdict.Pass, Verdict.Pass, Verdict.Drop], source.Verdicts);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData(" \n\n", "sets nothing any more")]
    [InlineData("# calls: 3\n", "sets nothing any more")]
    [InlineData("calls: 3", "ends in the middle of a line")]
    [InlineData("calls: 3\naction_dr", "ends in the middle of a line")]
    public void A_file_that_looks_half_written_is_refused_and_the_old_settings_hold(string text, string reason)
    {
        var source = new FakeSource();
        using var live = new LiveTest().Settings("calls: 3\naction_drop: true\n").Start(source);

        live.Settings(text);
        live.Eventually(() => live.Errors.Contains("the settings stay as they were", StringComparison.Ordinal));
        source.Send(LiveTest.Invites(4));
        live.Eventually(() => source.Verdicts.Count == 4);

        Assert.Contains(reason, live.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("settings changed", live.Errors, StringComparison.Ordinal);
        Assert.Equal(Verdict.Drop, source.Verdicts[^1]);
    }

    [Fact]
    public void The_file_is_taken_when_it_was_written_to_its_end()
    {
        using var live = new LiveTest().Settings("calls: 3\naction_drop: true\n").Start(new FakeSource());

        live.Settings("");
        live.Eventually(() => live.Errors.Contains("the settings stay as they were", StringComparison.Ordinal));
        live.Settings("calls: 4\naction_drop: true\n");

        live.Eventually(() => live.Errors.Contains("settings changed: calls 3 → 4", StringComparison.Ordinal));
        Assert.DoesNotContain("action_drop", live.Errors[live.Errors.IndexOf("stay as they were", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_hold_where_that_is_written()
    {
        using var live = new LiveTest().Settings("calls: 3\n").Start(new FakeSource());

        live.Settings("{}\n");

        live.Eventually(() => live.Errors.Contains("settings changed: calls 3 → 60", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_gone_is_refused_and_said_unasked(bool isAsked)
    {
        using var live = new LiveTest().Settings("calls: 3\n").Start(new FakeSource());

        File.Delete(live.SettingsPath);
        if (isAsked)
        {
            live.Signal(PosixSignal.SIGHUP);
        }

        live.Eventually(() => live.Errors.Contains("the file does not exist", StringComparison.Ordinal));
    }

    [Fact]
    public void Interfaces_that_there_are_not_are_said_at_the_start_and_at_a_reload()
    {
        using var live = new LiveTest().Settings("sides: { eth77: [192.0.2.0/24] }\n").Start(new FakeSource());
        live.Eventually(() => live.Errors.Contains("'sides' names 'eth77', and there is no such interface", StringComparison.Ordinal));

        live.Settings("sides: { lo: [192.0.2.0/24], eth78: [198.51.100.0/24] }\n");

        live.Eventually(() => live.Errors.Contains("'sides' names 'eth78', and there is no such interface", StringComparison.Ordinal));
        Assert.DoesNotContain("'lo'", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_needs_a_restart_is_said_and_left_as_it_is()
    {
        using var live = new LiveTest().Settings("calls: 3\n").Start(new FakeSource());

        live.Settings("calls: 3\ncall_table: { capacity: 100000 }\nports: [5070]\n");
        live.Signal(PosixSignal.SIGHUP);

        live.Eventually(() => live.Errors.Contains("for the next start: ports [5060, 5061] → [5070], call_table.capacity 65536 → 100000", StringComparison.Ordinal));
        Assert.DoesNotContain("settings changed", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_command_line_sets_stays_over_the_file()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Settings("calls: 60\n").Set("calls=2", "action_drop=true").Start(source);

        live.Settings("calls: 50\n");
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains("nothing has changed", StringComparison.Ordinal));
        source.Send(LiveTest.Invites(3));
        live.Eventually(() => source.Verdicts.Count == 3);

        Assert.Equal(Verdict.Drop, source.Verdicts[^1]);
    }

    [Fact]
    public void SIGHUP_writes_into_a_new_file_when_the_log_was_moved_away()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Set("calls=1").Start(source);
        source.Send(LiveTest.Invites(2));
        live.Eventually(() => live.Eve.Contains("spit-caller", StringComparison.Ordinal));

        File.Move(live.EvePath, $"{live.EvePath}.moved");
        live.Signal(PosixSignal.SIGHUP);

        live.Eventually(() => File.Exists(live.EvePath));
        source.Send(LiveTest.Invites(2, first: 3));
        live.Eventually(() => live.Eve.Contains("spit-caller", StringComparison.Ordinal));
    }

    [Fact]
    public void A_preprocessor_that_keeps_nothing_is_said_to_begin_anew()
    {
        using var live = new LiveTest { Registry = new PreprocessorRegistry().Add<Forgetful, ForgetfulOptions>() }.Settings("forgetful: { number: 1 }\n").Start(new FakeSource());

        live.Settings("forgetful: { number: 2 }\n");
        live.Signal(PosixSignal.SIGHUP);

        live.Eventually(() => live.Errors.Contains("sipids: forgetful begins anew", StringComparison.Ordinal));
    }

    [Fact]
    public void A_preprocessor_that_refuses_its_settings_leaves_the_old_ones_in_force()
    {
        var source = new FakeSource();
        using var live = new LiveTest { Registry = new PreprocessorRegistry().Add<Forgetful, ForgetfulOptions>() }.Settings("forgetful: { number: 1 }\n").Start(source);

        live.Settings("forgetful: { number: 13 }\n");
        live.Signal(PosixSignal.SIGHUP);

        live.Eventually(() => live.Errors.Contains("a preprocessor cannot be created with the new ones: 13 is unlucky", StringComparison.Ordinal));
        source.Send(LiveTest.Invites(1));
        live.Eventually(() => source.Verdicts.Count == 1);
    }
}
