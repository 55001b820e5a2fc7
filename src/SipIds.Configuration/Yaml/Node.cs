namespace SipIds.Configuration.Yaml;

/// <summary>A node of a YAML document.</summary>
internal abstract class Node(Place at, Place end = default)
{
    public Place At { get; } = at;

    /// <summary>Where it ends, behind its last character; of a list or map without brackets where the next begins.</summary>
    public Place End { get; } = end;

    /// <summary>What the node is, in words for a message.</summary>
    public abstract string Kind { get; }

    /// <summary>Whether the node says nothing: <c>key:</c> with no value, or <c>null</c>.</summary>
    public virtual bool IsNull => false;
}

/// <summary>A single value.</summary>
internal sealed class ScalarNode(Place at, string text, bool isPlain, Place end = default) : Node(at, end)
{
    public string Text { get; } = text;

    /// <summary>Whether it stands without quotes.</summary>
    public bool IsPlain { get; } = isPlain;

    public override string Kind => $"'{Shown.Of(Text)}'";

    public override bool IsNull => IsPlain && Text is "" or "~" or "null";
}

/// <summary>A list, in either notation.</summary>
internal sealed class ListNode(Place at, IReadOnlyList<Node> items, Place end = default) : Node(at, end)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>A map; no key stands twice.</summary>
internal sealed class MapNode(Place at, IReadOnlyList<MapEntry> entries, Place end = default) : Node(at, end)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string Kind => "a map of keys";
}

/// <summary>A key of a map and its value.</summary>
internal sealed record MapEntry(ScalarNode Key, Node Value);

/// <summary>What could not be read and has been reported.</summary>
internal sealed class UnreadableNode(Place at) : Node(at)
{
    public override string Kind => "nothing readable";
}
