using System.Buffers;
using SipIds.Options;
using SipIds.Preprocessors.Behaviour;
using SipIds.State;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Behaviour;

/// <summary>A network whose habits are learnt within a day, and then broken.</summary>
internal sealed class Habits
{
    public const string Rate = "behaviour-rate";
    public const string Mix = "behaviour-mix";
    public const string Alice = "sip:alice@example.com";

    private int _number;

    public Habits(BehaviourOptions? options = null)
    {
        Options = options ?? new() { Learn = TimeSpan.FromDays(1), Minimum = 20, Rates = 1024, Mixes = 64 };
        Tester = New();
    }

    public BehaviourOptions Options { get; }

    public PreprocessorTester<BehaviourPreprocessor, BehaviourOptions> Tester { get; private set; }

    /// <summary>So many hours with so many calls each, from one user to ever new ones, from ever new sources to ever new servers.</summary>
    public Habits Hours(int hours, Func<int, int> calls, string user = Alice)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            Calls(calls(hour), user);
            Tester.After(TimeSpan.FromHours(1));
        }

        return this;
    }

    public Habits Hours(int hours, int calls, string user = Alice) => Hours(hours, _ => calls, user);

    public Habits Calls(int calls, string user = Alice)
    {
        for (var call = 0; call < calls; call++)
        {
            See(Call().From(user));
        }

        return this;
    }

    /// <summary>A call of somebody new to somebody new.</summary>
    public SipBuilder Call(string method = "INVITE") => Request(method, ++_number);

    public Habits See(SipBuilder request)
    {
        Tester.From($"198.51.{_number / 250 % 250}.{_number % 250}").To($"203.0.{_number / 250 % 250}.{_number % 250}").See(request);
        return this;
    }

    public byte[] Saved()
    {
        var saved = new ArrayBufferWriter<byte>();
        Tester.Preprocessor.Save(saved);
        return saved.WrittenSpan.ToArray();
    }

    /// <summary>The same network with a sensor that knows nothing, a while later.</summary>
    public Habits Restart(TimeSpan later)
    {
        var now = Tester.Seen.Count == 0 ? default : Tester.Seen[^1].Packet.Time - TestClock.Start;
        Tester = New().At(now + later);
        return this;
    }

    private PreprocessorTester<BehaviourPreprocessor, BehaviourOptions> New() => new(Options, new(new PipelineOptions(), KeyHasher.CreateFixed()));
}
