namespace SipIds.Tests.Packets;

/// <summary>How many bytes a step takes from memory once it has run for a while.</summary>
internal static class Allocation
{
    private const int Rounds = 5;
    private const int Steps = 400;

    /// <summary>The least that any round of steps took: what the runtime itself allocates beside them comes only now and then.</summary>
    public static long Of(Action step)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var count = 0; count < Steps; count++)
            {
                step();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
