using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Host.Reading.Report;

/// <summary>When the first packet of a run was captured, for outputs that are made before the pipeline is.</summary>
internal sealed class CaptureStart
{
    /// <summary>What counts the packets.</summary>
    public PipelineStatistics? Statistics { get; set; }

    /// <summary>The moment; meaningless before there was a packet.</summary>
    public Timestamp Time => Statistics?.First ?? default;
}
