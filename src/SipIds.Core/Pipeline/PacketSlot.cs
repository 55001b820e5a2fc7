using SipIds.Calls;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Pipeline;

/// <summary>What the stations know of the packet that they work on. One object, used again for every packet.</summary>
internal sealed class PacketSlot
{
    /// <summary>Where the parser puts the headers.</summary>
    public SipHeaderTable Headers { get; } = new();

    /// <summary>What preprocessors report.</summary>
    public Inspection Inspection { get; } = new();

    /// <summary>What the call table knows of the message; null where nobody has looked it up.</summary>
    public CallContext? Call
    {
        get => Inspection.Known;
        set => Inspection.Known = value;
    }

    /// <summary>What the policy made of the reports.</summary>
    public Decision Decision { get; set; }

    /// <summary>Whom the reports accuse.</summary>
    public AlertParties Parties { get; set; }

    /// <summary>The status code that the sender of the dropped packet was told; 0 if none.</summary>
    public int RefusedWith { get; set; }

    /// <summary>Begins with another packet.</summary>
    public void Begin(Timestamp now)
    {
        Inspection.Begin(now);
        (Decision, RefusedWith) = (default, 0);
    }
}
