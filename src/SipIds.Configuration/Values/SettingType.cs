using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A type that a setting may have: how its values are read, written and described.</summary>
internal abstract class SettingType
{
    /// <summary>What a value is, as in "expected …": <c>a whole number</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A value as a person would write it.</summary>
    public abstract string Example { get; }

    /// <summary>The values that are allowed, as in <c>1 to 65535</c>; null if all are.</summary>
    public virtual string? Range => null;

    /// <summary>What single values mean, each with its meaning; empty where nobody says so.</summary>
    public virtual IReadOnlyList<(string Name, string Help)> Choices => [];

    /// <summary>Whether a value that was not read lies in the range.</summary>
    public virtual bool Allows(object value) => true;

    /// <summary>Reads a value; null if it is faulty, which has then been reported.</summary>
    public abstract object? Bind(Node node, Target target);

    /// <summary>The value in YAML, on one line.</summary>
    public abstract string Format(object value);

    /// <summary>The parts of a list or a map, one a line; null for what has no parts.</summary>
    public virtual IReadOnlyList<string>? FormatLines(object value) => null;

    /// <summary>Writes the keywords of the JSON Schema that its values obey, into an object that is already open.</summary>
    public abstract void WriteSchema(Utf8JsonWriter json);

    /// <summary>Writes a value as JSON.</summary>
    public abstract void WriteJson(Utf8JsonWriter json, object value);

    /// <summary>Reports a node of the wrong kind.</summary>
    protected object? Expected(Node node, Target target)
    {
        if (node.IsNull)
        {
            target.Fault(node, $"needs a value, such as {Example}");
        }
        else if (node is not UnreadableNode)
        {
            target.Fault(node, $"expected {Name} such as {Example}, found {node.Kind}");
        }

        return null;
    }
}
