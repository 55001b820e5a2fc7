using SipIds.Capture.PcapFile;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Preprocessors.Behaviour;
using SipIds.Preprocessors.Thresholds;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Host.Tests.Corpus;

/// <summary>Benign captures hour after hour, learnt within two of them: what is usual is never reported.</summary>
public sealed class BehaviourCorpusTests
{
    private const int Hours = 8;

    public static TheoryData<string> BenignNames => CaseTests.BenignNames;

    [Theory]
    [MemberData(nameof(BenignNames))]
    public void What_is_usual_is_silent(string name)
    {
        var events = new AlertLog();
        var pipeline = new SipIdsPipeline(new()
        {
            Registry = BuiltIn.Register(new()),
            Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal)
            {
                ["behaviour"] = new BehaviourOptions { Enabled = true, Learn = TimeSpan.FromHours(2), Minimum = 5 },
                ["thresholds"] = new ThresholdsOptions { Adaptive = true },
            },
            Outputs = [events],
            Hasher = KeyHasher.CreateFixed(),
        });
        for (var hour = 0; hour < Hours; hour++)
        {
            Play(new Case(name).Input, TimeSpan.FromHours(hour), pipeline);
        }

        Assert.DoesNotContain(events.Alerts, e => e.Event.Family.Number == 9 || (e.Event.Family.Number == 4 && e.IsMild));
    }

    private static void Play(string path, TimeSpan later, SipIdsPipeline pipeline)
    {
        using var source = CaptureFile.Open(path);
        while (source.TryRead(out var frame))
        {
            frame.Time += later;
            _ = pipeline.Process(frame);
        }
    }
}
