using System.Diagnostics;
using YamlDotNet.Core;

namespace Faulty;

/// <summary>Throws at every REGISTER and takes its time for every OPTIONS, as far as its settings say so.</summary>
public sealed class FaultyPreprocessor(FaultyOptions options) : IPreprocessor<FaultyPreprocessor, FaultyOptions>
{
    private static readonly EventDescriptor s_invite = new(1900, 1, "faulty-invite", Severity.Low, EventAction.Alert, "An INVITE.");

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "faulty",
        Summary = "Does what a plugin should not.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.Requests,
        Events = [s_invite],
    };

    public static FaultyPreprocessor Create(FaultyOptions options, PreprocessorServices services) => new(options);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        switch (packet.Message.Method)
        {
            case SipMethod.Invite:
                inspection.Report(s_invite);
                break;
            case SipMethod.Register when options.Throws:
                throw new YamlException($"{packet.Number}");
            default:
                Take(options.Takes);
                break;
        }
    }

    private static void Take(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
        }
    }
}

public sealed record FaultyOptions : PreprocessorOptions
{
    [Setting("Whether it throws.")]
    public bool Throws { get; init; }

    [Setting("How long it takes.", Min = "0s", Max = "1s")]
    public TimeSpan Takes { get; init; }
}
