namespace SipIds.Tests.Packets;

/// <summary>How many bytes a step takes from memory once it has run for a while.</summary>
internal static class Allocation
{
    public static long Of(Action step)
    {
        for (var count = 0; count < 1000; count++)
        {
            step();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1000; count++)
        {
            step();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
