using System.Globalization;
using SipIds.Host.Pages;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Host.Reading;

/// <summary>The part of the summary that is about the preprocessors: what they say of their work, which failed, which are slow.</summary>
internal static class PreprocessorLines
{
    public static void Write(Page output, SipIdsPipeline pipeline)
    {
        foreach (var summary in pipeline.Summarize())
        {
            var counts = Summary.Join(summary.Counts.Select(c => (Words(c.Key), c.Value)));
            foreach (var line in summary.Lines.Select(Printable.Of).Prepend(counts).Where(text => text.Length > 0))
            {
                output.Field(summary.Preprocessor, line);
            }
        }

        foreach (var fault in pipeline.Faults)
        {
            output.Field("failed", $"{(fault.Part is PluginPart.Preprocessor ? fault.Name : fault.Culprit)}, {Figures.Number(fault.Count)} {(fault.Count == 1 ? "time" : "times")}{(fault.IsSwitchedOff ? "; it was switched off" : "")}");
        }

        foreach (var timing in pipeline.Timings.Where(t => t.IsOverBudget))
        {
            output.Field("slow", $"{timing.Preprocessor}, {Microseconds(timing.Usual)} a call of {timing.Call} (budget {Microseconds(timing.Budget)}, {Figures.Number(timing.Samples)} calls timed)");
        }
    }

    public static string Microseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.#} µs");

    private static string Words(string name) => name.Replace('_', ' ');
}
