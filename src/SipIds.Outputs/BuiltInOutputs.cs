using SipIds.Outputs.Eve;
using SipIds.Outputs.PacketLog;
using SipIds.Outputs.Syslog;

namespace SipIds.Outputs;

/// <summary>The outputs of the product.</summary>
public static class BuiltInOutputs
{
    /// <summary>Adds them to a registry. Their order is that of the section <c>outputs</c>.</summary>
    public static OutputRegistry Register(OutputRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry
            .Add<EveOutput, EveLogOptions>()
            .Add<PcapLogOutput, PacketLogOptions>()
            .Add<SyslogOutput, SyslogOptions>();
    }
}
