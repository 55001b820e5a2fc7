using System.Globalization;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Binding;

/// <summary>Where a value goes, and where its faults go.</summary>
/// <param name="Schema">The schema of the whole file.</param>
/// <param name="Faults">The faults of the source that the value comes from.</param>
/// <param name="IsArgument">Whether the value comes from the command line, where maps are added to and commas separate lists.</param>
/// <param name="Path">The dotted path of the setting; empty at the top level.</param>
/// <param name="Current">The value that it has so far.</param>
internal readonly record struct Target(SettingsSchema Schema, FaultList Faults, bool IsArgument, string Path = "", object? Current = null)
{
    /// <summary>A key below this one.</summary>
    public Target Child(string key, object? current) =>
        this with { Path = Path.Length == 0 ? Shown.Of(key) : $"{Path}.{Shown.Of(key)}", Current = current };

    /// <summary>An item of this list.</summary>
    public Target Item(int index) => this with { Path = string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]"), Current = null };

    /// <summary>The one item of this list that is written without brackets.</summary>
    public Target Only() => this with { Current = null };

    /// <summary>Reports what is wrong with a value.</summary>
    public void Fault(Node node, string message) => Faults.Add(node.At, Path.Length == 0 ? message : $"{Path}: {message}");

    /// <summary>Reports a key that this map does not have.</summary>
    public void UnknownKey(ScalarNode key, IEnumerable<string> known) =>
        Faults.Add(key.At, Faults.IsFull ? "" : UnknownKeyMessage.For(key.Text, Path, known, Schema));
}
