using SipIds.Configuration.Binding;
using SipIds.Configuration.Values;
using SipIds.Configuration.Yaml;
using SipIds.Settings;

namespace SipIds.Configuration.Schema;

/// <summary>A key at the top level of the file: one setting of a part, or the section of a part.</summary>
/// <param name="Key">The key.</param>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="Slot">The setting; null for a section.</param>
internal sealed record RootKey(string Key, SettingsPart Part, SettingSlot? Slot)
{
    /// <summary>Under which heading of the file it stands.</summary>
    public SettingGroup Group => Slot?.Group ?? Part.Setting.Group;

    public SettingType Type => Slot?.Type ?? Part.Record!;

    /// <summary>The key with the value that it has in the records of the parts.</summary>
    public Member In(PartRecords records) =>
        Slot?.In(records[Part]) ?? new(Key, Part.Setting, Part.Record!, records[Part], AllowsNull: false);

    /// <summary>Reads a value and puts it into the records of the parts.</summary>
    public void Bind(Node node, PartRecords records, Target root)
    {
        if (Slot is null)
        {
            root.Faults.Places[Key] = node.At;
            records[Part] = Part.Record!.Bind(node, root.Child(Key, records[Part])) ?? records[Part];
            return;
        }

        var copy = RecordType.Clone(records[Part]);
        Slot.Bind(node, copy, root);
        records[Part] = copy;
    }
}
