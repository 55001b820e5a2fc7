using SipIds.Configuration.Plugins;

namespace SipIds.Host.Plugins;

/// <summary>The plugins, one a line, and below it the preprocessors and outputs in each.</summary>
internal static class PluginListing
{
    public static void Write(TextWriter output, IReadOnlyList<Plugin> plugins)
    {
        if (plugins.Count == 0)
        {
            output.WriteLine("no plugins");
        }

        foreach (var plugin in plugins)
        {
            output.WriteLine($"{plugin.Name} {plugin.Version}  {plugin.File}");
            foreach (var info in plugin.Preprocessors.Select(p => p.Info))
            {
                output.WriteLine($"  {info.Name}  {info.Events.Count} {(info.Events.Count == 1 ? "event" : "events")}  {info.Summary}");
            }

            foreach (var info in plugin.Outputs.Select(o => o.Info))
            {
                output.WriteLine($"  {info.Name}  output  {info.Summary}");
            }
        }
    }
}
