using SipIds.Events;

namespace SipIds.Outputs.Batches;

/// <summary>Puts batch outputs behind what collects alerts for them.</summary>
public static class Batching
{
    /// <summary>The output that takes alerts for a batch output: behind a queue in a live run, on the way in others.</summary>
    public static IEventOutput Of(IBatchOutput output, OutputServices services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return services.IsLive ? new QueuedBatches(output, services) : new DirectBatches(output, services);
    }

    /// <summary>Closes a batch output. It is foreign code, and the run is over: what it throws now changes nothing.</summary>
    internal static void Close(IBatchOutput output)
    {
        try
        {
            output.Dispose();
        }
        catch (Exception)
        {
            // All that was written was written before.
        }
    }
}
