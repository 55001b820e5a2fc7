using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>The keys that a map may have.</summary>
internal interface IMapKeys
{
    /// <summary>A key as a person would write it.</summary>
    string Example { get; }

    /// <summary>The key's one name; null if it is none, which has then been reported.</summary>
    string? Resolve(ScalarNode key, Target target);

    /// <summary>Writes the keywords that describe the keys, and their values by the element's own.</summary>
    void WriteSchema(Utf8JsonWriter json, SettingType element);
}

/// <summary>Any key but the empty one.</summary>
internal sealed class FreeKeys : IMapKeys
{
    public string Example => "name";

    public string? Resolve(ScalarNode key, Target target)
    {
        if (key.Text.Length > 0)
        {
            return key.Text;
        }

        target.Fault(key, "a key is missing before the colon");
        return null;
    }

    public void WriteSchema(Utf8JsonWriter json, SettingType element)
    {
        json.WriteStartObject("additionalProperties");
        element.WriteSchema(json);
        json.WriteEndObject();
    }
}
