namespace SipIds.Core.Tests.Pipeline;

public sealed class SummaryTests
{
    [Fact]
    public void A_preprocessor_is_asked_for_its_counts_and_lines()
    {
        var seen = 0;
        var pipeline = new Cast().Add<First>(new() { OnInspect = _ => seen++, OnSummarize = summary => summary.Count("seen", seen).Line("all is well").Line("") }).Add<Second>().Play();
        Cast.See(pipeline, times: 3);
        var summary = Assert.Single(pipeline.Summarize());
        Assert.Equal(("first", "seen", 3), (summary.Preprocessor, summary.Counts[0].Key, summary.Counts[0].Value));
        Assert.Equal(["all is well"], summary.Lines);
    }

    [Fact]
    public void One_that_throws_while_it_is_asked_is_contained()
    {
        var pipeline = new Cast().Add<First>(new() { OnSummarize = _ => throw new FormatException() }).Add<Second>(new() { OnSummarize = summary => summary.Count("one", 1) }).Play();
        Assert.Equal("second", Assert.Single(pipeline.Summarize()).Preprocessor);
        Assert.Single(pipeline.Faults);
    }
}
