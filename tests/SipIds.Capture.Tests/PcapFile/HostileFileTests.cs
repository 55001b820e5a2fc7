using FsCheck;
using FsCheck.Fluent;
using SipIds.Capture.PcapFile;

namespace SipIds.Capture.Tests.PcapFile;

public class HostileFileTests
{
    public static TheoryData<byte[], int[], int[]> Plain => new()
    {
        { PcapBuilder.Five(), [.. PcapBuilder.FiveFrames().Ends], [.. PcapBuilder.FiveFrames().Ends] },
        { PcapBuilder.Five(PcapBuilder.Nano, big: true), [.. PcapBuilder.FiveFrames().Ends], [.. PcapBuilder.FiveFrames().Ends] },
        {
            PcapBuilder.Five(PcapBuilder.Modified),
            [.. PcapBuilder.FiveFrames(PcapBuilder.Modified).Ends],
            [.. PcapBuilder.FiveFrames(PcapBuilder.Modified).Ends]
        },
        { PcapngBuilder.Five(), [.. PcapngBuilder.FiveFrames().Ends], [.. PcapngBuilder.FiveFrames().Borders] },
    };

    public static TheoryData<byte[]> Any =>
    [
        PcapBuilder.Five(), PcapBuilder.Five(PcapBuilder.Nano, big: true), PcapngBuilder.Five(), Reading.Gzip(PcapBuilder.Five()),
        new PcapngBuilder().Section().Interface(options: PcapngBuilder.Option(9, [9]))
            .SimplePacket([1, 2], original: 2).ObsoletePacket([3], 0, 4).Block(0x0BAD, [1, 2, 3, 4]).ToArray(),
    ];

    [Theory]
    [MemberData(nameof(Plain))]
    public void A_file_cut_anywhere_gives_every_frame_before_the_cut_and_says_that_it_was_cut(byte[] file, int[] ends, int[] borders)
    {
        for (var cut = 28; cut < file.Length; cut++)
        {
            var reading = Reading.Of(file[..cut]);
            Assert.Equal(ends.Count(end => end <= cut), reading.Frames.Count);
            Assert.Equal(borders.Contains(cut), reading.Warning is null);
        }
    }

    [Theory]
    [MemberData(nameof(Any))]
    public void A_file_cut_anywhere_is_read_or_refused(byte[] file)
    {
        var whole = Reading.Of(file).Frames;
        for (var cut = 0; cut < file.Length; cut++)
        {
            var frames = TryRead(file[..cut]);
            Assert.Equal(whole.Take(frames.Count).Select(frame => frame.Bytes), frames.Select(frame => frame.Bytes));
        }
    }

    [Theory]
    [MemberData(nameof(Any))]
    public void A_file_with_any_byte_changed_is_read_or_refused(byte[] file)
    {
        for (var i = 0; i < file.Length; i++)
        {
            foreach (var mask in (ReadOnlySpan<byte>)[0x01, 0x80, 0xFF, (byte)(file[i] ^ 0x7F)])
            {
                var changed = file.ToArray();
                changed[i] ^= mask;
                Assert.InRange(TryRead(changed).Count, 0, file.Length / 12);
            }
        }
    }

    [Fact]
    public void Any_bytes_after_a_good_start_are_read_or_refused()
    {
        byte[][] starts =
        [
            [], new PcapBuilder().ToArray(), new PcapngBuilder().Section().Interface().ToArray(),
            [.. new PcapngBuilder().Section().Interface().ToArray(), 6, 0, 0, 0, 64, 0, 0, 0], [0x1F, 0x8B, 8, 0],
        ];
        var rests = ArbMap.Default.GeneratorFor<byte[]>();
        var files = Gen.Elements(starts).SelectMany(_ => rests, (start, rest) => (byte[])[.. start, .. rest ?? []]);
        Prop.ForAll(files.ToArbitrary(), file => TryRead(file).Count <= file.Length).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_file_that_claims_much_takes_little_memory()
    {
        var file = new PcapngBuilder().Section().Block(0x77, [], length: 0xFFFF_FFF0).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        TryRead(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static List<Kept> TryRead(byte[] file)
    {
        try
        {
            return Reading.Of(file).Frames;
        }
        catch (CaptureFormatException fault)
        {
            Assert.StartsWith("test.pcap ", fault.Message, StringComparison.Ordinal);
            return [];
        }
    }
}
