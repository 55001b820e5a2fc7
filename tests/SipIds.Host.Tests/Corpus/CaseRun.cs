using SipIds.Capture.PcapFile;
using SipIds.Host.Settings;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Host.Tests.Corpus;

/// <summary>A case read as <c>sipids read</c> reads it, with the settings of the case.</summary>
internal sealed class CaseRun
{
    private readonly HashSet<long> _dropped = [];

    private CaseRun(Case read, IReadOnlyList<string> more, bool inline)
    {
        var log = new AlertLog();
        Alerts = log.Alerts;
        var sensor = new SettingsSource(BuiltIn.Register(new()), Path: null, [.. read.Settings, .. more]).Load();
        Assert.NotNull(sensor);
        var pipeline = new SipIdsPipeline(sensor.ToSetup() with { Outputs = [log], Inline = inline, Hasher = KeyHasher.CreateFixed() });
        using var source = CaptureFile.Open(read.Input);
        while (source.TryRead(out var frame))
        {
            if (pipeline.Process(frame) is not Verdict.Pass)
            {
                _ = _dropped.Add(frame.Number);
            }
        }
    }

    public IReadOnlyList<SeenAlert> Alerts { get; }

    /// <summary>The packets that did not pass as they are.</summary>
    public IReadOnlySet<long> Dropped => _dropped;

    /// <summary>The sids of severity 1 and 2.</summary>
    public IReadOnlyList<int> Serious => [.. Alerts.Where(alert => alert.IsSerious).Select(alert => alert.Event.Sid).Distinct().Order()];

    /// <summary>Looks at a case; every packet passes.</summary>
    public static CaseRun Watch(Case read) => new(read, [], inline: false);

    /// <summary>Applies verdicts to a case.</summary>
    public static CaseRun Inline(Case read) => new(read, ["action_drop=true"], inline: true);
}
