using SipIds.Host.Pages;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SipIds.Host.Reading;

/// <summary>The part of the progress bar that says how fast the capture is read, and how many alerts there are so far.</summary>
internal sealed class ReadColumn : ProgressColumn
{
    /// <summary>Under which a task keeps its <see cref="ReadSoFar"/>.</summary>
    public const string Key = "read";

    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text(Of(task.State.Get<ReadSoFar>(Key), task.ElapsedTime ?? default));

    /// <summary>The text: <c>1.2 M packets/s, 483 alerts</c>.</summary>
    public static string Of(ReadSoFar read, TimeSpan elapsed)
    {
        var rate = read.Packets / Math.Max(elapsed.TotalSeconds, 1e-3);
        return $"{Figures.Short(rate)} packets/s{(read.Alerts is { } alerts ? $", {Figures.Number(alerts)} {(alerts == 1 ? "alert" : "alerts")}" : "")}";
    }
}

/// <summary>How much of a capture was read.</summary>
/// <param name="Packets">Its packets.</param>
/// <param name="Alerts">The alerts that they raised; null where nobody asks for them.</param>
internal readonly record struct ReadSoFar(long Packets, long? Alerts);
