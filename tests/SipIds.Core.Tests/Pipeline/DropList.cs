using SipIds.Events;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>Keeps the records of drops.</summary>
internal sealed class DropList : IEventOutput, IDropOutput
{
    public List<(string Event, bool WouldDrop, int LeftOut)> Records { get; } = [];

    public string Name => "list";

    public long Lost => 0;

    public string? Fault => null;

    public void Write(in Alert alert, in SipPacket packet)
    {
    }

    public void Write(in Drop drop, in SipPacket packet) => Records.Add((drop.Event.Name, drop.WouldDrop, (int)drop.LeftOut));

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
