using SipIds.Configuration.Binding;
using SipIds.Configuration.Values;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Schema;

/// <summary>A key at the top level of the file: one setting of a part, or the section of a part.</summary>
/// <param name="Key">The key.</param>
/// <param name="Part">The part that it belongs to.</param>
/// <param name="Index">The place of the part among the parts.</param>
/// <param name="Slot">The setting; null for a section.</param>
internal sealed record RootKey(string Key, SettingsPart Part, int Index, SettingSlot? Slot)
{
    public SettingType Type => Slot?.Type ?? Part.Record!;

    /// <summary>The key with the value that it has in the records of the parts.</summary>
    public Member In(IReadOnlyList<object> records) =>
        Slot?.In(records[Index]) ?? new(Key, Part.Help, Part.Record!, records[Index], AllowsNull: false);

    /// <summary>Reads a value and puts it into the records of the parts; none of them is changed, but replaced by its copy.</summary>
    public void Bind(Node node, object[] records, Target root)
    {
        if (Slot is null)
        {
            root.Faults.Places[Key] = node.At;
            records[Index] = Part.Record!.Bind(node, root.Child(Key, records[Index])) ?? records[Index];
            return;
        }

        var copy = RecordType.Clone(records[Index]);
        Slot.Bind(node, copy, root);
        records[Index] = copy;
    }
}
