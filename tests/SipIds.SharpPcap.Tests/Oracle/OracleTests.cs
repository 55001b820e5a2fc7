using SipIds.Packets;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>PacketDotNet reads every frame, too: it agrees with our decoder on addresses, ports, transport and payload, or there is a reason.</summary>
[Trait("takes", "long")]
public sealed class OracleTests
{
    private const int FuzzedFrames = 50_000;

    public static TheoryData<string> Captures => [.. Samples.Captures];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Every_frame_of_the_corpus_is_read_alike(string capture)
    {
        var decoder = new PacketDecoder(new());
        var frames = Samples.Read(capture).Select(frame => Compared.Read(decoder, frame.ToFrame())).ToList();
        Assert.NotEmpty(frames);
        Assert.DoesNotContain(frames, frame => frame.Reasons is []);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Frames_that_were_tampered_with_are_read_alike(int seed)
    {
        var frames = Fuzzed(seed).ToList();
        Assert.DoesNotContain(frames, frame => frame.Reasons is []);
        Assert.InRange(frames.Count(frame => frame.Agrees && frame.Ours is not null), FuzzedFrames / 2, FuzzedFrames);
        Assert.InRange(frames.Count(frame => !frame.Agrees), FuzzedFrames / 100, FuzzedFrames / 10);
    }

    [Fact]
    public void No_reason_is_there_for_nothing()
    {
        var needed = Enumerable.Range(5, 40).SelectMany(Fuzzed).Where(frame => frame.Reasons is [_]).Select(frame => frame.Reasons![0].Name);
        Assert.Empty(Reason.All.Select(reason => reason.Name).Except(needed, StringComparer.Ordinal));
    }

    public static TheoryData<string> Mistakes => ["address", "port", "transport", "payload", "nothing"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_of_our_decoder_has_no_reason(string mistake)
    {
        var decoder = new PacketDecoder(new());
        var read = Samples.Take().Select(frame => Compared.Read(decoder, frame.ToFrame()));
        var frames = read.Where(frame => frame is { Agrees: true, Ours.Payload.Length: > 0 }).ToList();
        Assert.InRange(frames.Count, 1000, int.MaxValue);
        Assert.DoesNotContain(frames.Select(frame => With(mistake, frame)), frame => frame.Reasons is not []);
    }

    private static Compared With(string mistake, Compared frame) => mistake switch
    {
        "address" => frame with { Ours = frame.Ours! with { Source = new(default, frame.Ours.Source.Port) } },
        "port" => frame with { Ours = frame.Ours! with { Target = new(frame.Ours.Target.Address, (ushort)(frame.Ours.Target.Port + 1)) } },
        "transport" => frame with { Ours = frame.Ours! with { Transport = frame.Ours.Transport ^ Transport.Udp ^ Transport.Tcp } },
        "payload" => frame with { Ours = frame.Ours! with { Payload = frame.Ours.Payload[..^1] } },
        _ => frame with { Ours = null, Status = DecodeStatus.Malformed },
    };

    private static IEnumerable<Compared> Fuzzed(int seed)
    {
        var decoder = new PacketDecoder(new());
        var fuzzer = new FrameFuzzer(seed, Samples.Take());
        for (var number = 0; number < FuzzedFrames; number++)
        {
            yield return Compared.Read(decoder, fuzzer.Next().ToFrame());
        }
    }
}
