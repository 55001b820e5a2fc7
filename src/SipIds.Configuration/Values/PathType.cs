using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Settings;

namespace SipIds.Configuration.Values;

/// <summary>A file or folder. Whether it is there is for its reader to say.</summary>
internal sealed class PathType : ScalarType
{
    public override string Name => "a path";

    public override string Example => "/etc/sipids/some.file";

    public override string Format(object value) => YamlText.Quote(((FilePath)value).Path);

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteString("type", "string");

    public override void WriteJson(Utf8JsonWriter json, object value) => json.WriteStringValue(((FilePath)value).Path);

    protected override object? Read(ScalarNode scalar, Target target)
    {
        if (scalar.Text.Length > 0 && !scalar.Text.Contains('\0', StringComparison.Ordinal))
        {
            return new FilePath(Path.GetFullPath(scalar.Text, target.Faults.Folder));
        }

        target.Fault(scalar, $"{scalar.Kind} is not {Name}; write one such as {Example}");
        return null;
    }
}
