using System.Runtime;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Host.Live;

/// <summary>Has the pipeline's methods compiled before the first packet comes, by taking ordinary calls through another pipeline of the same settings.</summary>
/// <remarks>
/// Without it the first packets of a run wait for the compiler. Only the preprocessors that come with the product take part: one of somebody else may not like to
/// be made twice.
/// </remarks>
internal static class WarmUp
{
    private const int CallsInRound = 200;

    // The compiler works beside the packets. It is done when some rounds, and a moment after each, bring nothing new.
    private const int QuietRounds = 3;

    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(10);

    /// <summary>Works until nothing is left to compile, and hardly longer than <paramref name="longest"/>.</summary>
    /// <param name="setup">What the pipeline that is to be fast is made of.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="longest">Zero for no warm-up.</param>
    /// <returns>How many messages it took.</returns>
    public static long Run(PipelineSetup setup, TimeProvider time, TimeSpan longest)
    {
        if (longest <= TimeSpan.Zero)
        {
            return 0;
        }

        var since = time.GetTimestamp();
        var pipeline = new SipIdsPipeline(setup with { Registry = BuiltIn.Register(new()), Outputs = [], Observers = [], CountObservers = [] });
        var calls = new WarmUpCalls(Timestamps.Now(time));
        using var never = new ManualResetEventSlim();
        for (var quiet = 0; quiet < QuietRounds && time.GetElapsedTime(since) < longest;)
        {
            var before = JitInfo.GetCompiledMethodCount();
            Round(pipeline, calls);
            never.Wait(s_moment);
            quiet = JitInfo.GetCompiledMethodCount() == before ? quiet + 1 : 0;
        }

        return pipeline.Statistics.Messages;
    }

    private static void Round(SipIdsPipeline pipeline, WarmUpCalls calls)
    {
        for (var i = 0; i < CallsInRound; i++)
        {
            calls.Next();
            while (calls.TryRead(out var frame))
            {
                pipeline.Process(frame);
            }
        }
    }
}
