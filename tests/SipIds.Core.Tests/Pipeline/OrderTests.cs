namespace SipIds.Core.Tests.Pipeline;

public sealed class OrderTests
{
    [Fact]
    public void Preprocessors_run_in_the_order_in_which_they_were_registered() =>
        Assert.Equal(["first", "second"], new Cast().Add<First>().Add<Second>().OrderOfCalls());

    [Fact]
    public void The_message_stage_runs_before_the_call_stage() =>
        Assert.Equal(["first", "of_calls"], new Cast().Add<OfCalls>().Add<First>().OrderOfCalls());

    [Fact]
    public void One_runs_before_the_one_that_it_names_and_a_name_that_is_not_there_asks_for_nothing() =>
        Assert.Equal(["before_first", "first", "second"], new Cast().Add<First>().Add<Second>().Add<BeforeFirst>().OrderOfCalls());

    [Fact]
    public void One_runs_after_the_one_that_it_names() =>
        Assert.Equal(["second", "after_second", "first"], new Cast().Add<AfterSecond>().Add<First>().Add<Second>().OrderOfCalls());

    [Fact]
    public void Both_wishes_of_one_hold() =>
        Assert.Equal(["second", "between", "first"], new Cast().Add<First>().Add<Second>().Add<BeforeFirstAfterSecond>().OrderOfCalls());

    [Fact]
    public void An_order_that_contradicts_itself_is_refused()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new Cast().Add<First>().Add<OfCallsBeforeFirst>());
        Assert.Equal("the order of 'first', 'of_calls' contradicts itself: see their Before, After and Stage", fault.Message);
    }
}
