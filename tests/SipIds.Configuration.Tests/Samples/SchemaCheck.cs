using System.Text.Json;
using System.Text.RegularExpressions;

namespace SipIds.Configuration.Tests.Samples;

/// <summary>The keywords of JSON Schema (draft 2020-12) that the settings' schema is written in, and no others: one that is not checked here fails.</summary>
internal static class SchemaCheck
{
    public static bool IsValid(JsonElement schema, JsonElement value) => schema.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => schema.EnumerateObject().All(keyword => Holds(keyword, schema, value)),
    };

    private static bool Holds(JsonProperty keyword, JsonElement schema, JsonElement value) => keyword.Name switch
    {
        "$schema" or "title" or "description" or "default" => true,
        "type" => keyword.Value.ValueKind == JsonValueKind.Array
            ? keyword.Value.EnumerateArray().Any(type => IsOf(type.GetString()!, value))
            : IsOf(keyword.Value.GetString()!, value),
        "enum" => keyword.Value.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)),
        "anyOf" => keyword.Value.EnumerateArray().Any(choice => IsValid(choice, value)),
        "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(),
        "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(),
        "minLength" => value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= keyword.Value.GetInt32(),
        "pattern" => value.ValueKind != JsonValueKind.String || Matches(keyword.Value.GetString()!, value.GetString()!),
        "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => IsValid(keyword.Value, item)),
        "properties" or "patternProperties" or "additionalProperties" =>
            value.ValueKind != JsonValueKind.Object || value.EnumerateObject().All(property => Allows(keyword, schema, property)),
        _ => throw new NotSupportedException($"the keyword {keyword.Name} is not checked"),
    };

    private static bool Allows(JsonProperty keyword, JsonElement schema, JsonProperty property) => keyword.Name switch
    {
        "properties" => !keyword.Value.TryGetProperty(property.Name, out var named) || IsValid(named, property.Value),
        "patternProperties" => keyword.Value.EnumerateObject().All(p => !Matches(p.Name, property.Name) || IsValid(p.Value, property.Value)),
        _ => IsNamed(schema, property.Name) || IsValid(keyword.Value, property.Value),
    };

    private static bool IsNamed(JsonElement schema, string name) =>
        (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _))
        || (schema.TryGetProperty("patternProperties", out var patterns) && patterns.EnumerateObject().Any(p => Matches(p.Name, name)));

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        _ => string.Equals(value.ValueKind.ToString(), type, StringComparison.OrdinalIgnoreCase),
    };

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, pattern, RegexOptions.ECMAScript | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
