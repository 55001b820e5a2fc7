namespace SipIds.Events;

/// <summary>What can be reported, declared once beside the code that reports it. Ids and names are public and never change.</summary>
/// <param name="Gid">The generator: <see cref="Events.Gid.Sip"/>, or from <see cref="Events.Gid.FirstPlugin"/> up for a third party's.</param>
/// <param name="Sid">The id; for built-in events family × 1000 + n.</param>
/// <param name="Name">What a person types in <c>sipcnf.yaml</c> and reads in output: lower-case words joined by hyphens.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Action">What <c>action_drop: true</c> does with the packet, unless <c>events:</c> says otherwise.</param>
/// <param name="Text">One sentence for a person: what fires it, and its source (RFC section, paper section).</param>
public sealed record EventDescriptor(int Gid, int Sid, string Name, Severity Severity, EventAction Action, string Text)
{
    /// <summary>The longest <see cref="Title"/>, so that a dashboard shows it whole.</summary>
    public const int MaxTitleLength = 53;

    /// <summary>What a dashboard shows, in a few words; of an event without one its name in words.</summary>
    public string Title
    {
        get => field.Length > 0 ? field : TitleOf(Name);
        init;
    } = "";

    /// <summary>What kind of attack it is: its family's, unless it says otherwise.</summary>
    public EventClass Classification
    {
        get => field ?? Family.Classification;
        init;
    } = null!;

    /// <summary>Which side the event accuses where a response shows it; a request accuses its sender in any case.</summary>
    public Accused Accuses { get; init; }

    /// <summary>The family that the id belongs to.</summary>
    public EventFamily Family => EventFamily.Of(this);

    /// <summary>Whom a drop of it hits and for how long, in a sentence; empty where nobody has said so.</summary>
    public string Drop { get; init; } = "";

    /// <summary>The settings that govern it, as paths of <c>sipcnf.yaml</c>: <c>limits.field</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What makes it a false alarm, in a sentence or two; empty where nobody has said so.</summary>
    public string FalseAlarm { get; init; } = "";

    private static string TitleOf(string name)
    {
        var words = name.Length <= MaxTitleLength ? name : name[..MaxTitleLength];
        return words.Length == 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..].Replace('-', ' ')}";
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Gid, Sid);
}
