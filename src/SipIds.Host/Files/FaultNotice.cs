using SipIds.Preprocessing;

namespace SipIds.Host.Files;

/// <summary>Says on standard error that foreign code threw: once with its stack, and once more when it is switched off.</summary>
internal static class FaultNotice
{
    public static void Write(PluginFault fault)
    {
        if (fault.Count == 1)
        {
            Console.Error.WriteLine($"sipids: {fault.Culprit} {(fault.NeverRan ? "cannot be created" : "failed")}: {TextOf(fault.First)}");
        }

        if (fault is { IsSwitchedOff: true, NeverRan: false })
        {
            Console.Error.WriteLine($"sipids: {fault.Culprit} was switched off after {fault.Count} {(fault.Count == 1 ? "failure" : "failures")} (plugins.max_faults)");
        }
    }

    /// <summary>Says a sentence on standard error.</summary>
    public static void Say(string sentence) => Console.Error.WriteLine($"sipids: {sentence}");

    /// <summary>An exception with its stack. Exceptions may say what they like of themselves; the stack is what the author of the preprocessor needs.</summary>
    public static string TextOf(Exception fault)
    {
        var text = fault.ToString();
        return fault.StackTrace is { } stack && !text.Contains(stack, StringComparison.Ordinal) ? $"{fault.GetType()}: {text}{Environment.NewLine}{stack}" : text;
    }
}
