using System.Text.Json;
using System.Text.RegularExpressions;

namespace SipIds.Outputs.Tests;

/// <summary>Checks JSON against the keywords of JSON Schema 2020-12 that <c>docs/event.schema.json</c> uses; any other keyword is an error, so that none is silently ignored.</summary>
internal sealed class SchemaChecker
{
    private readonly JsonElement _root;
    private readonly List<string> _faults = [];

    public SchemaChecker(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        _root = document.RootElement.Clone();
    }

    public List<string> Check(JsonElement value)
    {
        _faults.Clear();
        Check(_root, value, "$");
        return [.. _faults];
    }

    private void Check(JsonElement schema, JsonElement value, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Obeys(schema, keyword.Name, keyword.Value, value, path))
            {
                _faults.Add($"{path} breaks {keyword.Name}: {value}");
            }
        }
    }

    private bool Obeys(JsonElement schema, string keyword, JsonElement rule, JsonElement value, string path)
    {
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description":
                return true;
            case "$ref":
                Check(Definition(rule.GetString()!), value, path);
                return true;
            case "properties":
                CheckProperties(rule, value, path);
                return true;
            case "items":
                return value.EnumerateArray().All(item => ChecksOut(rule, item, path));
            case "additionalProperties" when rule.ValueKind is JsonValueKind.Object:
                return value.EnumerateObject().All(member => ChecksOut(rule, member.Value, $"{path}.{member.Name}"));
            case "additionalProperties":
                return rule.GetBoolean() || value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _));
            case "oneOf":
                return rule.EnumerateArray().Count(choice => Fits(choice, value, path)) == 1;
            case "required":
                return rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "dependentRequired":
                return rule.EnumerateObject().All(pair => !value.TryGetProperty(pair.Name, out _)
                    || pair.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)));
            default:
                return ObeysValue(keyword, rule, value);
        }
    }

    private static bool ObeysValue(string keyword, JsonElement rule, JsonElement value) => keyword switch
    {
        "type" => rule.GetString() switch
        {
            "object" => value.ValueKind is JsonValueKind.Object,
            "array" => value.ValueKind is JsonValueKind.Array,
            "string" => value.ValueKind is JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
            var type => throw new NotSupportedException($"type {type}"),
        },
        "const" => JsonElement.DeepEquals(rule, value),
        "enum" => rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value)),
        "pattern" => Regex.IsMatch(value.GetString()!, rule.GetString()!, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1)),
        "minimum" => value.ValueKind is not JsonValueKind.Number || value.GetInt64() >= rule.GetInt64(),
        "maximum" => value.ValueKind is not JsonValueKind.Number || value.GetInt64() <= rule.GetInt64(),
        "minLength" => value.GetString()!.EnumerateRunes().Count() >= rule.GetInt32(),
        "maxLength" => value.GetString()!.EnumerateRunes().Count() <= rule.GetInt32(),
        "minItems" => value.GetArrayLength() >= rule.GetInt32(),
        "maxItems" => value.GetArrayLength() <= rule.GetInt32(),
        _ => throw new NotSupportedException($"keyword {keyword}"),
    };

    private void CheckProperties(JsonElement properties, JsonElement value, string path)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var member))
            {
                Check(property.Value, member, $"{path}.{property.Name}");
            }
        }
    }

    private bool ChecksOut(JsonElement schema, JsonElement value, string path)
    {
        var before = _faults.Count;
        Check(schema, value, path);
        return _faults.Count == before;
    }

    private bool Fits(JsonElement schema, JsonElement value, string path)
    {
        var before = _faults.Count;
        var fits = ChecksOut(schema, value, path);
        _faults.RemoveRange(before, _faults.Count - before);
        return fits;
    }

    private JsonElement Definition(string reference) =>
        _root.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);
}
