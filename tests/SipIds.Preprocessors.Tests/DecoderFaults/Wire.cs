using SipIds.Options;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.DecoderFaults;

/// <summary>Shows frames as they are, right or wrong, to a pipeline of all preprocessors.</summary>
internal sealed class Wire
{
    private readonly PipelineTester _tester;
    private long _number;

    public Wire(bool inline = true, DropMode dropMode = DropMode.True, PipelineOptions? settings = null) => _tester = new(new()
    {
        Registry = BuiltIn.Register(new()),
        Settings = (settings ?? new()) with { ActionDrop = dropMode },
        Inline = inline,
    });

    public PipelineTester Tester => _tester;

    /// <summary>The names of the alerts so far, in their order.</summary>
    public string Alerts => string.Join(' ', _tester.Alerts.Select(alert => alert.Name));

    public Verdict See(ReadOnlySpan<byte> bytes, double seconds = 0, int? originalLength = null, ChecksumState state = ChecksumState.Final, LinkType link = LinkType.Ethernet) =>
        _tester.Pipeline.Process(new CapturedFrame
        {
            Time = TestClock.Start + TimeSpan.FromSeconds(seconds),
            Number = ++_number,
            Link = link,
            OriginalLength = originalLength ?? bytes.Length,
            Bytes = bytes,
            Checksums = state,
        });

    public Verdict See(FrameBuilder frame, double seconds = 0, ChecksumState state = ChecksumState.Final) => See(frame.Build(), seconds, state: state);

    /// <summary>The IPv4 fragments of a frame, cut at these places of its IP payload.</summary>
    public static byte[][] Fragments(FrameBuilder frame, params int[] places)
    {
        var whole = frame.Build();
        int[] bounds = [0, .. places, whole.Length - 34];
        return [.. Enumerable.Range(0, bounds.Length - 1).Select(index => Fragment(whole, bounds[index], bounds[index + 1], index < bounds.Length - 2))];
    }

    public static byte[] Fragment(byte[] whole, int start, int end, bool hasMore)
    {
        byte[] fragment = [.. whole.AsSpan(0, 34), .. whole.AsSpan(34 + start, end - start)];
        var length = fragment.Length - 14;
        (fragment[16], fragment[17]) = ((byte)(length >> 8), (byte)length);
        (fragment[20], fragment[21]) = ((byte)((hasMore ? 0x20 : 0) | (start >> 11)), (byte)(start >> 3));
        (fragment[24], fragment[25]) = (0, 0);
        var sum = 0;
        for (var index = 14; index < 34; index += 2)
        {
            sum += (fragment[index] << 8) | fragment[index + 1];
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        (fragment[24], fragment[25]) = ((byte)(~sum >> 8), (byte)~sum);
        return fragment;
    }
}
