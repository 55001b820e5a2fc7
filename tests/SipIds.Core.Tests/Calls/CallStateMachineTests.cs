using SipIds.Calls;
using static SipIds.Calls.CallState;
using static SipIds.Calls.CallTrigger;

namespace SipIds.Core.Tests.Calls;

public sealed class CallStateMachineTests
{
    private static readonly string[] s_page = File.ReadAllLines(Path.Combine(Root(), "docs", "call-state.md"));

    public static TheoryData<CallState> States => new(Enum.GetValues<CallState>());

    [Theory]
    [MemberData(nameof(States))]
    public void The_page_shows_every_row(CallState state)
    {
        var cells = Enum.GetValues<CallTrigger>().Select(trigger => Next(state, trigger) is var next && next != state ? $"{next}" : "");
        Assert.Contains($"| {state} | {string.Join(" | ", cells)} |", s_page, StringComparer.Ordinal);
    }

    [Fact]
    public void The_page_draws_every_move_and_no_other()
    {
        var moves = from state in Enum.GetValues<CallState>()
                    from trigger in Enum.GetValues<CallTrigger>()
                    group trigger by (state, Next(state, trigger)) into move
                    where move.Key.Item1 != move.Key.Item2
                    select $"    {move.Key.Item1} --> {move.Key.Item2} : {string.Join(", ", move)}";
        var drawn = s_page.Where(line => line.Contains(" --> ", StringComparison.Ordinal) && !line.Contains("[*]", StringComparison.Ordinal));
        Assert.Equal(moves.Order(StringComparer.Ordinal), drawn.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_an_INVITE_begins_a_call() =>
        Assert.All(Enum.GetValues<CallTrigger>(), trigger => Assert.Equal(trigger is Invite ? WaitFinal : Inactive, Next(Inactive, trigger)));

    [Theory]
    [MemberData(nameof(States))]
    public void A_failure_ends_no_call_that_was_answered(CallState state) =>
        Assert.Equal(state is WaitAck or Active or Closing ? state : state is Inactive ? Inactive : Ended, Next(state, Failure));

    [Theory]
    [InlineData(WaitFinal)]
    [InlineData(Early)]
    public void A_BYE_ends_no_call_that_was_not_answered(CallState state)
    {
        Assert.Equal(state, Next(state, Bye));
        Assert.Equal(state, Next(state, ByeAnswered));
    }

    [Fact]
    public void Nothing_but_an_INVITE_or_its_answer_leaves_the_end() =>
        Assert.All(new[] { Failure, Ack, Bye, ByeAnswered, ByeChallenged }, trigger => Assert.Equal(Ended, Next(Ended, trigger)));

    private static CallState Next(CallState state, CallTrigger trigger) => CallStateMachine.Next(state, trigger);

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SipIds.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("the tests do not run inside the repository");
        }

        return directory.FullName;
    }
}
