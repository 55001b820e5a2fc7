using SipIds.Configuration.Binding;
using SipIds.Configuration.Values;
using SipIds.Configuration.Yaml;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>A setting of a record: a property with the attribute, or what is registered under a name.</summary>
/// <param name="value">Where in the record its value is.</param>
/// <param name="setting">What it says of itself.</param>
/// <param name="type">How its values are read and written.</param>
/// <param name="usual">Its default. It may be unset where it is unset by default.</param>
/// <param name="events">The names of the events that it governs.</param>
internal sealed class SettingSlot(SlotValue value, SettingAttribute setting, SettingType type, object? usual, IReadOnlyList<string> events)
{
    public string Key => value.Key;

    public SettingType Type => type;

    /// <summary>Whether the key stands at the top level of the file, whatever section the other settings of its record have.</summary>
    public bool IsTopLevel => setting.TopLevel;

    /// <summary>Under which heading the key stands, if it is one of the top level.</summary>
    public SettingGroup Group => setting.Group;

    /// <summary>Whether a changed value waits for the next start.</summary>
    public bool NeedsRestart => setting.NeedsRestart;

    /// <summary>The setting with the value that a record has.</summary>
    public Member In(object record) => new(Key, setting, type, value.Get(record), usual is null) { Default = usual, Events = events };

    /// <summary>Whether a record knows nothing of the setting, because it is that of an output which was not there when the record was made, or not in this version.</summary>
    public bool IsUnknownTo(object record) => value is OutputValue && value.Get(record)?.GetType() != usual?.GetType();

    /// <summary>Puts a value into a record, which must be a copy that nobody else has.</summary>
    public void Set(object record, object? wanted) => value.Set(record, wanted);

    /// <summary>Reads the value and puts it into a record, unless it is faulty.</summary>
    public void Bind(Node node, object record, Target parent)
    {
        var target = parent.Child(Key, type is RecordType or MapType ? value.Get(record) : null);
        target.Faults.Places[target.Path] = node.At;
        if (node.IsNull && usual is null)
        {
            value.Set(record, null);
        }
        else if (type.Bind(node, target) is { } bound)
        {
            value.Set(record, bound);
        }
    }
}
