using System.Text;
using SipIds.Events;
using SipIds.Outputs.Eve;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Text;

namespace SipIds.Outputs.Tests;

/// <summary>What an output makes of one alert.</summary>
internal static class Written
{
    public static string Eve(in Alert alert, in SipPacket packet, EveContent? content = null) =>
        By(stream => new EveOutput(stream) { Content = content ?? new() }, alert, packet);

    public static string Text(in Alert alert, in SipPacket packet, bool colours = false, int width = int.MaxValue) =>
        By(stream => new TextOutput(stream, colours, () => width), alert, packet);

    public static string Drop(in Drop drop, in SipPacket packet, bool writesDrops = true)
    {
        var memory = new MemoryStream();
        using (var output = new EveOutput(new BufferedEventStream("memory", () => memory)) { Content = new() { Drops = writesDrops } })
        {
            output.Write(drop, packet);
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static string By(Func<BufferedEventStream, IEventOutput> create, in Alert alert, in SipPacket packet)
    {
        var memory = new MemoryStream();
        using (var output = create(new("memory", () => memory)))
        {
            output.Write(alert, packet);
        }

        var strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        return strict.GetString(memory.ToArray());
    }
}
