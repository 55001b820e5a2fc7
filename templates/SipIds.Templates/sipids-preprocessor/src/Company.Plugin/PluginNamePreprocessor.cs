using System.Text;

namespace Company.Plugin;

/// <summary>Reports calls to numbers that begin with one of the prefixes.</summary>
public sealed class PluginNamePreprocessor(PluginNameOptions options) : IPreprocessor<PluginNamePreprocessor, PluginNameOptions>
{
    private static readonly EventDescriptor s_call = new(GENERATOR_ID, 1, "plugin-name", Severity.High, EventAction.Drop,
        "A call to a number that begins with one of `prefixes`.")
    {
        Drop = DropReach.Message,
        Settings = ["plugin_name.prefixes"],
        FalseAlarm = "Somebody who calls such a number by right: take its prefix out of `plugin_name.prefixes`.",
    };

    private readonly byte[][] _prefixes = [.. options.Prefixes.Select(Encoding.UTF8.GetBytes)];
    private long _calls;

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "plugin_name",
        Summary = "Reports calls to numbers that may not be called.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.In(SipMethod.Invite),
        Events = [s_call],
    };

    /// <inheritdoc/>
    public static PluginNamePreprocessor Create(PluginNameOptions options, PreprocessorServices services) => new(options);

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var number = packet.Message.RequestUri.User;
        foreach (var prefix in _prefixes)
        {
            if (number.StartsWith(prefix))
            {
                _calls++;
                inspection.Report(s_call, number);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Summarize(PreprocessorSummary summary) => summary.Count("calls", _calls);
}
