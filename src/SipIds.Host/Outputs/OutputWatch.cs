using SipIds.Events;

namespace SipIds.Host.Outputs;

/// <summary>Says which outputs began to lose alerts, and which ones are well again with what they lost. It looks once a second.</summary>
internal sealed class OutputWatch
{
    // A line that finds its way onto a full disk between others is no end of it.
    private const int LooksUntilWell = 5;

    private readonly Dictionary<IEventOutput, (long Before, int Well)> _failing = [];

    public void Look(IEnumerable<IEventOutput> outputs, Action<string> say)
    {
        foreach (var output in outputs)
        {
            if (_failing.TryGetValue(output, out var failing))
            {
                Follow(output, failing.Before, output.Fault is null ? failing.Well + 1 : 0, say);
            }
            else if (output.Fault is { } fault)
            {
                _failing.Add(output, (output.Lost, 0));
                say($"{fault}; what cannot be written is counted.");
            }
        }
    }

    private void Follow(IEventOutput output, long before, int well, Action<string> say)
    {
        _failing[output] = (before, well);
        if (well == LooksUntilWell)
        {
            _ = _failing.Remove(output);
            say($"{output.Name} is written again; {output.Lost - before} alerts were lost.");
        }
    }
}
