using System.Globalization;
using System.Reflection;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>Types and parameters as C# writes them.</summary>
internal static class ApiName
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
    };

    public static string Of(Type type)
    {
        if (type.IsByRef)
        {
            return $"ref {Of(type.GetElementType()!)}";
        }

        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value)}?";
        }

        var outer = type is { IsNested: true, IsGenericParameter: false } ? $"{Of(type.DeclaringType!)}." : "";
        var name = s_keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0];
        return type.IsGenericType && type.Name.Contains('`', StringComparison.Ordinal) ? $"{outer}{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : outer + name;
    }

    public static string Of(PropertyInfo property) => Annotated(property.PropertyType, new NullabilityInfoContext().Create(property));

    public static string Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var text = Annotated(type.IsByRef ? type.GetElementType()! : type, new NullabilityInfoContext().Create(parameter));
        if (parameter.Position < 0)
        {
            return type.IsByRef ? $"ref {text}" : text;
        }

        var mode = !type.IsByRef ? parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(System.Runtime.CompilerServices.ParamCollectionAttribute)) ? "params " : ""
            : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";
        return $"{mode}{text} {parameter.Name}{(parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")}";
    }

    private static string Annotated(Type type, NullabilityInfo nullability) =>
        Of(type) + (!type.IsValueType && nullability.ReadState is NullabilityState.Nullable ? "?" : "");

    private static string Default(ParameterInfo parameter) =>
        parameter.DefaultValue is null ? parameter.ParameterType.IsValueType ? "default" : "null" : Convert.ToString(parameter.DefaultValue, CultureInfo.InvariantCulture)!;
}
