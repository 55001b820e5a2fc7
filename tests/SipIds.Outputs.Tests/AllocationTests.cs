using SipIds.Events;
using SipIds.Outputs.Eve;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Text;
using SipIds.Packets;

namespace SipIds.Outputs.Tests;

public sealed class AllocationTests
{
    [Fact]
    public void Eve_writes_without_allocating()
    {
        using var output = new EveOutput(new BufferedEventStream("nowhere", () => Stream.Null));

        Assert.Equal(0, AllocatedBy(output));
    }

    [Fact]
    public void Text_writes_without_allocating()
    {
        using var output = new TextOutput(new BufferedEventStream("nowhere", () => Stream.Null), colours: true);

        Assert.Equal(0, AllocatedBy(output));
    }

    private static long AllocatedBy(IEventOutput output)
    {
        var text = Some.Invite.Replace("Mallory", new string('\u0001', 300), StringComparison.Ordinal);
        var packet = Some.Packet(text, origin: new(NetAddress.Parse("2001:db8::bad"), 5070));
        var alert = Some.Alert with { Count = 51, Limit = 50, Since = Some.Time, Detail = "M\u00fcller \u001b"u8 };
        Write(output, alert, packet, times: 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Write(output, alert, packet, times: 1000);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Write(IEventOutput output, in Alert alert, in SipPacket packet, int times)
    {
        for (var i = 0; i < times; i++)
        {
            output.Write(alert, packet);
        }

        output.Flush();
    }
}
