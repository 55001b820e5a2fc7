using SipIds.Capture.PcapFile;
using SipIds.Configuration;
using SipIds.Host.Files;
using SipIds.Host.Pages;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Host.Reading.Show;

/// <summary>One run of <c>sipids show</c>: the whole capture through the pipeline, since what a message raises depends on those before it; then the messages that were asked for.</summary>
internal static class ShowRun
{
    /// <summary>Runs it.</summary>
    /// <param name="file">The capture.</param>
    /// <param name="numbers">The packets.</param>
    /// <param name="callId">The Call-ID or its beginning, instead of packets.</param>
    /// <param name="sensor">The settings.</param>
    public static int Execute(string file, IReadOnlyList<long> numbers, string? callId, SensorConfiguration sensor)
    {
        var picker = new MessagePicker(numbers.ToHashSet(), callId);
        var pipeline = new SipIdsPipeline(sensor.ToSetup() with { Outputs = [picker], Observers = [picker], Hasher = KeyHasher.CreateFixed(), OnFault = FaultNotice.Write });
        try
        {
            using var source = CaptureFile.Open(file);
            var inOrder = new CaptureOrder(sensor.Settings.Pipeline.Reorder).Of(source);
            while (inOrder.TryRead(out var frame))
            {
                _ = pipeline.Process(frame);
            }

            if (source.Warning is { } warning)
            {
                Console.Error.WriteLine($"sipids: {warning}");
            }
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return ExitCode.Unreadable;
        }

        return callId is null ? Show(picker, numbers, pipeline.Statistics.Packets) : Show(picker, callId);
    }

    private static int Show(MessagePicker picker, IReadOnlyList<long> numbers, long packets)
    {
        var messages = picker.Picked.Values.FirstOrDefault() ?? [];
        Write(picker, messages);
        var missing = numbers.Where(number => !messages.Exists(m => m.Number == number)).ToList();
        foreach (var number in missing.Where(number => number <= packets))
        {
            Console.Error.WriteLine($"sipids: packet {Figures.Number(number)} completes no SIP message, and raises no alert");
        }

        // A range may reach far past the end, so only the first packet that is not there is named.
        foreach (var number in missing.Where(number => number > packets).Take(1))
        {
            Console.Error.WriteLine($"sipids: there is no packet {Figures.Number(number)}; the capture has {Figures.Number(packets)}");
        }

        return missing.Count > 0 ? ExitCode.Usage : ExitCode.Done;
    }

    private static int Show(MessagePicker picker, string callId)
    {
        var wanted = Printable.Of(callId);
        if (picker.Picked.TryGetValue(wanted, out var exact) || (picker.Picked.Count == 1 && (exact = picker.Picked.Values.First()) is not null))
        {
            Write(picker, exact);
            return ExitCode.Done;
        }

        Console.Error.WriteLine(picker.Picked.Count == 0
            ? $"sipids: no message has a Call-ID that begins with '{wanted}'; sipids read --calls lists the calls"
            : $"sipids: several calls have a Call-ID that begins with '{wanted}': {string.Join(", ", picker.Picked.Keys.Select(key => $"'{key}'"))}{(picker.LeftOut > 0 ? " and more" : "")}");
        return ExitCode.Usage;
    }

    private static void Write(MessagePicker picker, List<ShownMessage> messages)
    {
        var page = Page.OnStandardOutput(Console.Out);
        messages.ForEach(message => message.Write(page));
        if (picker.LeftOut > 0)
        {
            page.Paragraph($"{Figures.Number(picker.LeftOut)} more messages, for which there was no room, are left out");
        }
    }
}
