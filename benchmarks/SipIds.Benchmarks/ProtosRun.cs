using System.Globalization;
using System.IO.Compression;
using System.Text;
using SipIds.Benchmarks.Traffic;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Benchmarks;

/// <summary>How many cases of the PROTOS c07-sip suite raise nothing, judged by what is in them and not by the suite's own habits.</summary>
internal static class ProtosRun
{
    private const int LargestDatagram = 65_507;

    public static void Run(string jar)
    {
        var pipeline = new SipIdsPipeline(Setup());
        var (count, silent) = (0, 0);
        foreach (var message in Cases(jar).Where(message => message.Length <= LargestDatagram))
        {
            var statistics = pipeline.Statistics;
            var before = statistics.AlertCount + statistics.AlertsSuppressed;
            var source = new NetEndpoint(NetAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"10.20.{count >> 8}.{count & 255}")), 5060);
            var frame = CaptureWriter.Frame(source, new(NetAddress.Parse("192.0.2.10"), 5060), message);
            pipeline.Process(new() { Time = new(count * 2_000_000_000L), Bytes = frame, OriginalLength = frame.Length, Link = LinkType.Ethernet, Number = ++count });
            silent += statistics.AlertCount + statistics.AlertsSuppressed == before ? 1 : 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{silent} of {count} cases raise nothing: {100.0 * silent / count:0.0} %"));
    }

    private static PipelineSetup Setup()
    {
        var registry = BuiltIn.Register(new());
        return new()
        {
            Registry = registry,
            Settings = new() { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["mandatory-tool-fingerprint"] = EventAction.Off } },
            Options = registry.Registrations
                .Where(r => r.Info.Name is not ("syntax" or "mandatory"))
                .ToDictionary(r => r.Info.Name, r => r.Defaults with { Enabled = false }, StringComparer.Ordinal),
        };
    }

    // A case is a length, a blank and a message, once or more; the first message is the one that is made to hurt.
    private static IEnumerable<byte[]> Cases(string jar)
    {
        using var archive = ZipFile.OpenRead(jar);
        foreach (var entry in archive.Entries.Where(entry => IsCase(entry.FullName)).OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            var text = Encoding.Latin1.GetString(copy.ToArray());
            var blank = text.IndexOf(' ', StringComparison.Ordinal);
            var length = int.Parse(text.AsSpan(0, blank), CultureInfo.InvariantCulture);
            yield return Encoding.Latin1.GetBytes(Fill(text.Substring(blank + 1, length), int.Parse(entry.Name, CultureInfo.InvariantCulture)));
        }
    }

    // The suite's placeholders, as the tool fills them.
    private static string Fill(string message, int number)
    {
        (string Name, string Value)[] values =
        [
            ("From-Address", "198.51.100.67"), ("From-IP", "198.51.100.67"), ("Local-Port", "5060"), ("To", "200@192.0.2.10"), ("From", "100@198.51.100.67"),
            ("Call-ID", $"c07{number:00000}"), ("CSeq", $"{number + 1}"), ("Branch-ID", $"{number:00000}"), ("Teardown-Method", "CANCEL"),
        ];
        message = values.Aggregate(message, (text, value) => text.Replace($"<{value.Name}>", value.Value, StringComparison.Ordinal));
        return message.Replace("<Content-Length>", string.Create(CultureInfo.InvariantCulture, $"{message.Length - BodyStart(message)}"), StringComparison.Ordinal);
    }

    private static bool IsCase(string name) => name.Length == "testcases/0000000".Length && name.StartsWith("testcases/", StringComparison.Ordinal) && name[^7..].All(char.IsAsciiDigit);

    // Where the body begins; the suite ends lines in CRLF and, where that is what it tests, in LF.
    private static int BodyStart(string message)
    {
        for (var end = message.IndexOf('\n', StringComparison.Ordinal); end >= 0 && end + 1 < message.Length; end = message.IndexOf('\n', end + 1))
        {
            var next = message[end + 1] == '\r' ? end + 2 : end + 1;
            if (next < message.Length && message[next] == '\n')
            {
                return next + 1;
            }
        }

        return message.Length;
    }
}
