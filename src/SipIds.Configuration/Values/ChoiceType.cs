using System.Reflection;
using System.Text.Json;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;
using SipIds.Settings;

namespace SipIds.Configuration.Values;

/// <summary>One of the names of an enum, in snake_case. <c>off</c> and <c>false</c> are names like any other.</summary>
internal sealed class ChoiceType : ScalarType
{
    private readonly Type _type;
    private readonly string[] _names;
    private readonly object[] _values;

    public ChoiceType(Type type)
    {
        _names = [.. Enum.GetNames(type).Select(SnakeCase.Of)];
        _type = type;
        _values = [.. Enum.GetValuesAsUnderlyingType(type).Cast<object>().Select(v => Enum.ToObject(type, v))];
        Name = _names.Length == 1 ? _names[0] : $"{string.Join(", ", _names[..^1])} or {_names[^1]}";
    }

    public override string Name { get; }

    public override string Example => _names[0];

    public override string Range => Name;

    public override IReadOnlyList<(string Name, string Help)> Choices => field ??=
    [
        .. Enum.GetNames(_type)
            .Select(name => (SnakeCase.Of(name), _type.GetField(name)!.GetCustomAttribute<SettingAttribute>()?.Help ?? ""))
            .Where(choice => choice.Item2.Length > 0),
    ];

    public override string Format(object value) => _names[Array.IndexOf(_values, value)];

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("enum");
        foreach (var value in _values)
        {
            WriteJson(json, value);
        }

        json.WriteEndArray();
    }

    // An editor reads a bare true as a boolean, not as a text.
    public override void WriteJson(Utf8JsonWriter json, object value)
    {
        var name = Format(value);
        if (name is "true" or "false")
        {
            json.WriteBooleanValue(name == "true");
        }
        else
        {
            json.WriteStringValue(name);
        }
    }

    protected override object? Read(ScalarNode scalar, Target target)
    {
        var index = Array.IndexOf(_names, scalar.Text);
        if (index >= 0)
        {
            return _values[index];
        }

        target.Fault(scalar, $"{scalar.Kind} is not {Name}{NearestName.Hint(scalar.Text, _names)}");
        return null;
    }
}
