using System.Text;
using SipIds.Capture.PcapFile;
using SipIds.Events;
using SipIds.Host.Tests.Traffic;
using SipIds.Options;
using SipIds.Sip;

namespace SipIds.Host.Tests.Corpus;

/// <summary>An attacker changes the name of the tool first: the attacks are found by what they do.</summary>
public sealed class RenamedToolTests
{
    private static readonly byte[] s_userAgent = Encoding.ASCII.GetBytes("\r\nUser-Agent: ");
    private static readonly byte[] s_phone = Encoding.ASCII.GetBytes("Desk Phone 3.2.1 of a well-known make, as there are many in every office of the world");

    private static readonly PipelineOptions s_rehearsal = new() { ActionDrop = DropMode.Shadow };

    private static readonly PipelineOptions s_withoutSignatures = s_rehearsal with
    {
        Events = new Dictionary<string, EventAction>(StringComparer.Ordinal)
        {
            ["mandatory-scanner"] = EventAction.Off,
            ["mandatory-tool-fingerprint"] = EventAction.Off,
        },
    };

    [Theory]
    [InlineData("svmap-ports")]
    [InlineData("svmap-subnet")]
    [InlineData("svwar-invite")]
    [InlineData("svwar-options")]
    [InlineData("svwar-register")]
    [InlineData("svcrack")]
    [InlineData("svcrack-notfound")]
    [InlineData("svcrack-slow")]
    [InlineData("mrsip-enumeration")]
    [InlineData("mrsip-flood")]
    [InlineData("sippts-exten-tcp")]
    [InlineData("sippts-methods")]
    [InlineData("hping3-invite-flood")]
    [InlineData("sipp-invite-flood")]
    [InlineData("sipp-options-flood")]
    [InlineData("sipp-register-flood")]
    [InlineData("sipsak-flood")]
    public void Most_requests_of_a_renamed_tool_would_be_dropped(string name)
    {
        var sensor = See(name, s_rehearsal);
        Assert.InRange(sensor.Statistics.WouldDrop, RequestsIn(sensor) / 2, long.MaxValue);
    }

    [Theory]
    [InlineData("svwar-invite", "extension-scan")]
    [InlineData("svwar-options", "extension-scan")]
    [InlineData("svwar-register", "extension-scan")]
    [InlineData("mrsip-enumeration", "extension-scan")]
    [InlineData("sippts-exten-tcp", "extension-scan")]
    [InlineData("tollfraud-dialplan", "extension-scan")]
    [InlineData("svcrack", "password-guessing")]
    [InlineData("svcrack-notfound", "password-guessing")]
    [InlineData("svcrack-slow", "password-guessing")]
    [InlineData("hping3-invite-flood", "invite-flood-callee")]
    [InlineData("hping3-invite-flood", "distributed-flood")]
    [InlineData("sipp-invite-flood", "spit-caller")]
    [InlineData("sipp-invite-flood", "transaction-limit")]
    [InlineData("sipp-options-flood", "options-flood-target")]
    [InlineData("sipp-register-flood", "source-flood")]
    [InlineData("sipsak-flood", "options-flood-target")]
    [InlineData("sipp-200-calls", "spit-caller")]
    public void What_it_does_gives_it_away_without_any_signature(string name, string expected) => Assert.True(See(name, s_withoutSignatures).Saw(expected));

    private static long RequestsIn(Sensor sensor) => Enum.GetValues<SipMethod>().Where(method => method is not SipMethod.Ack).Sum(sensor.Statistics.Requests);

    private static Sensor See(string name, PipelineOptions settings)
    {
        var sensor = new Sensor(settings);
        using var source = CaptureFile.Open(new Case(name).Input);
        while (source.TryRead(out var frame))
        {
            frame.Bytes = Renamed(frame.Bytes);
            sensor.Pipeline.Process(frame);
        }

        return sensor;
    }

    // A name of the same length, so that no other byte changes.
    private static byte[] Renamed(ReadOnlySpan<byte> frame)
    {
        var renamed = frame.ToArray();
        for (var start = 0; renamed.AsSpan(start).IndexOf(s_userAgent) is >= 0 and var offset;)
        {
            start += offset + s_userAgent.Length;
            var value = renamed.AsSpan(start);
            value = value[..Math.Max(value.IndexOf((byte)'\r'), 0)];
            s_phone.AsSpan(0, Math.Min(value.Length, s_phone.Length)).CopyTo(value);
        }

        return renamed;
    }
}
