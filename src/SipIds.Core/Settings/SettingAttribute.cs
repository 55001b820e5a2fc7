namespace SipIds.Settings;

/// <summary>Makes a property a setting of <c>sipcnf.yaml</c>: its key is the property's name in snake_case, its default the property's initial value.</summary>
/// <remarks>
/// A property may be <c>bool</c>, <c>int</c>, <c>long</c>, <c>double</c>, <c>string</c>, an enum (values in snake_case), <see cref="TimeSpan"/> (<c>60s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>, <c>100ms</c>),
/// an event (its descriptor, by its name), <see cref="ByteSize"/> (<c>64KiB</c>), <see cref="FilePath"/>, a set of networks, a read-only list of any of those, a read-only dictionary from string to any of those, or a record of further settings.
/// On a value of an enum it says what that value means; on a record of settings it says more of the whole section.
/// </remarks>
/// <param name="help">What it does and why the default is what it is, without type, range and default, which are known. The file, the schema and the reference are made from it; line breaks count as blanks.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Class)]
public sealed class SettingAttribute(string help) : Attribute
{
    /// <summary>What it does and why the default is what it is, on one line.</summary>
    public string Help { get; } = help.ReplaceLineEndings(" ");

    /// <summary>The smallest value allowed: a number, or for durations and sizes a text such as <c>1s</c>. Null for none.</summary>
    public object? Min { get; init; }

    /// <summary>The largest value allowed, in the form of <see cref="Min"/>. Null for none.</summary>
    public object? Max { get; init; }

    /// <summary>A value in YAML, where the default does not show what one looks like; one of several lines begins with the key.</summary>
    public string Example { get; init; } = "";

    /// <summary>What is said above entries of a default list, each as <c>ENTRY: remark</c>.</summary>
    public string[] Remarks { get; init; } = [];

    /// <summary>Whether it governs every event there is, those of plugins too, and not only the events that name it.</summary>
    public bool GovernsAll { get; init; }

    /// <summary>Whether the key stands at the top level of the file instead of in the section of the preprocessor that owns it.</summary>
    public bool TopLevel { get; init; }

    /// <summary>Under which heading of the file a key of the top level stands.</summary>
    public SettingGroup Group { get; init; } = SettingGroup.Thresholds;

    /// <summary>Whether a changed value waits for the next start: the size of a table, a socket. Every other setting is taken over by a reload.</summary>
    public bool NeedsRestart { get; init; }
}
