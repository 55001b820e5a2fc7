namespace SipIds.Settings;

/// <summary>Makes a property a setting of <c>sipcnf.yaml</c>: its key is the property's name in snake_case, its default the property's initial value.</summary>
/// <remarks>
/// A property may be <c>bool</c>, <c>int</c>, <c>long</c>, <c>double</c>, <c>string</c>, an enum (values in snake_case), <see cref="TimeSpan"/> (<c>60s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>, <c>100ms</c>),
/// an event (<see cref="Events.EventDescriptor"/>, by its name), <see cref="ByteSize"/> (<c>64KiB</c>), <see cref="FilePath"/>, <see cref="Packets.NetPrefixSet"/>, a read-only list of any of those, a read-only dictionary from string to any of those, or a record of further settings.
/// </remarks>
/// <param name="help">One or two sentences for the person who tunes it; the schema and the reference are made from it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string help) : Attribute
{
    /// <summary>One or two sentences for the person who tunes it.</summary>
    public string Help { get; } = help;

    /// <summary>The smallest value allowed: a number, or for durations and sizes a text such as <c>1s</c>. Null for none.</summary>
    public object? Min { get; init; }

    /// <summary>The largest value allowed, in the form of <see cref="Min"/>. Null for none.</summary>
    public object? Max { get; init; }

    /// <summary>Whether the key stands at the top level of the file instead of in the section of the preprocessor that owns it.</summary>
    public bool TopLevel { get; init; }

    /// <summary>Whether a changed value waits for the next start: the size of a table, a socket. Every other setting is taken over by a reload.</summary>
    public bool NeedsRestart { get; init; }
}
