using SipIds.Configuration.Schema;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Binding;

/// <summary>Puts a document into the records of a schema's parts.</summary>
internal static class RootBinder
{
    public static void Bind(Node root, PartRecords records, Target target)
    {
        switch (root)
        {
            case MapNode map:
                BindMap(map, records, target);
                break;
            case { IsNull: true } or UnreadableNode:
                break;
            default:
                target.Fault(root, $"expected lines of 'key: value', found {root.Kind}");
                break;
        }
    }

    private static void BindMap(MapNode map, PartRecords records, Target target)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (target.Schema.Find(key.Text) is { } known)
            {
                known.Bind(value, records, target);
            }
            else if (target.Schema.LeavesUnknownAside)
            {
                target.Faults.Note(key.At, $"'{Shown.Of(key.Text)}' is left aside; it may be the section of a plugin that was refused");
            }
            else
            {
                target.UnknownKey(key, target.Schema.Keys.Select(k => k.Key));
            }
        }
    }
}
