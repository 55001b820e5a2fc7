using static SipIds.Preprocessors.Tests.Behaviour.Habits;

namespace SipIds.Preprocessors.Tests.Behaviour;

public class StateTests
{
    private readonly Habits _habits = new Habits().Hours(30, calls: 3);

    [Fact]
    public void What_was_learnt_outlives_a_restart()
    {
        Restore(_habits.Saved(), TimeSpan.FromMinutes(10));
        Assert.Equal([Rate], _habits.Calls(40).Tester.Names.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Hours_in_which_nobody_watched_teach_nothing()
    {
        Restore(_habits.Saved(), TimeSpan.FromDays(7));
        _habits.Calls(40);
        Assert.Equal($"INVITEs from {Alice} this hour, as a rule 3", _habits.Tester.Last[0].Detail);
    }

    [Fact]
    public void Without_its_state_it_learns_anew() => Assert.Empty(_habits.Restart(TimeSpan.Zero).Calls(40).Tester.Names);

    [Fact]
    public void Whatever_is_cut_short_is_refused_and_learning_begins_anew()
    {
        var saved = _habits.Saved();
        _habits.Restart(TimeSpan.Zero);
        Assert.All(
            Enumerable.Range(0, 200).Select(part => part * saved.Length / 200),
            length => Assert.False(_habits.Tester.Preprocessor.TryRestore(saved.AsSpan(0, length), out _)));
        Assert.Empty(_habits.Calls(40).Tester.Names);
    }

    [Fact]
    public void What_another_version_saved_is_refused()
    {
        var saved = _habits.Saved();
        saved[0]++;
        _habits.Restart(TimeSpan.Zero);
        Assert.False(_habits.Tester.Preprocessor.TryRestore(saved, out var fault));
        Assert.Equal("was saved by another version of the program", fault);
    }

    [Fact]
    public void Bytes_that_mean_nothing_harm_nothing()
    {
        var saved = _habits.Saved();
        var random = new Random(1);
        for (var round = 0; round < 50; round++)
        {
            var bytes = saved.ToArray();
            for (var change = 0; change < 200; change++)
            {
                bytes[random.Next(8, bytes.Length)] = (byte)random.Next(256);
            }

            _habits.Restart(TimeSpan.FromHours(round));
            _ = _habits.Tester.Preprocessor.TryRestore(bytes, out _);
            _habits.Hours(2, calls: 3);
        }

        Assert.Equal(6, _habits.Tester.Seen.Count);
    }

    private void Restore(byte[] saved, TimeSpan later) =>
        Assert.True(_habits.Restart(later).Tester.Preprocessor.TryRestore(saved, out _));
}
