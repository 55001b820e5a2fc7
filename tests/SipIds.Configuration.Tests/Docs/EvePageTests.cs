using System.Text.Json;
using System.Text.RegularExpressions;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>The page that explains the EVE record, against <c>docs/event.schema.json</c>, which the outputs' own tests hold.</summary>
public sealed partial class EvePageTests
{
    private static readonly string[] s_fields = [.. FieldsOfTheSchema()];

    [Fact]
    public void Every_field_is_described()
    {
        var page = Repository.Read("docs/eve.md");

        Assert.DoesNotContain(s_fields, field => !page.Contains($"| `{field}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Examples_have_no_other_fields()
    {
        var shown = Example().Matches(Repository.Read("docs/eve.md")).Select(match => JsonElement.Parse(match.Groups["json"].Value)).ToList();

        Assert.Equal(4, shown.Count);
        Assert.Empty(shown.SelectMany(record => FieldsOf(record, "")).Except(s_fields, StringComparer.Ordinal));
    }

    private static IEnumerable<string> FieldsOf(JsonElement value, string prefix) =>
        value.EnumerateObject().SelectMany(member => member.Value.ValueKind is JsonValueKind.Object
            ? FieldsOf(member.Value, $"{prefix}{member.Name}.")
            : [prefix + member.Name]);

    private static IEnumerable<string> FieldsOfTheSchema()
    {
        var schema = JsonElement.Parse(Repository.Read("docs/event.schema.json"));
        return Described(schema, schema, "");
    }

    private static IEnumerable<string> Described(JsonElement schema, JsonElement root, string prefix)
    {
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            var path = prefix + property.Name;
            var type = property.Value.TryGetProperty("$ref", out var name) ? root.GetProperty("$defs").GetProperty(name.GetString()!.Split('/')[^1]) : property.Value;
            foreach (var field in type.TryGetProperty("properties", out _) ? Described(type, root, $"{path}.") : [path])
            {
                yield return field;
            }
        }
    }

    [GeneratedRegex("^```json\n(?<json>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Example();
}
