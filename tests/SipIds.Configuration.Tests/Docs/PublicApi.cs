using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>What an assembly promises to those who build against it: a line for each public type and member, in the order of their names.</summary>
internal static class PublicApi
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Write(Assembly assembly) =>
        string.Concat(assembly.GetExportedTypes().SelectMany(LinesOf).Order(StringComparer.Ordinal).Select(line => line + "\n"));

    private static IEnumerable<string> LinesOf(Type type)
    {
        var name = $"{type.Namespace}.{ApiName.Of(type)}";
        yield return $"{name} : {Kind(type)}{Bases(type)}";
        if (type.IsEnum)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                yield return $"{name}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)}";
            }

            yield break;
        }

        if (type.IsSubclassOf(typeof(Delegate)))
        {
            yield return $"{name}.{Signature(type.GetMethod("Invoke")!)}";
            yield break;
        }

        foreach (var member in type.GetMembers(Own).Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)))
        {
            if (LineOf(member) is { } line)
            {
                yield return $"{name}.{line}";
            }
        }
    }

    private static string? LineOf(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when IsSeen(constructor) => $"{member.DeclaringType!.Name.Split('`')[0]}({Parameters(constructor)})",
        FieldInfo { IsLiteral: true } constant when IsSeen(constant) => $"{constant.Name} = {Convert.ToString(constant.GetRawConstantValue(), CultureInfo.InvariantCulture)} : {ApiName.Of(constant.FieldType)}",
        FieldInfo field when IsSeen(field) => $"{field.Name} : {ApiName.Of(field.FieldType)}{(field.IsInitOnly ? " readonly" : "")}",
        PropertyInfo property when IsSeen(property.GetMethod) || IsSeen(property.SetMethod) => Property(property),
        MethodInfo { IsSpecialName: false } method when IsSeen(method) => Signature(method),
        MethodInfo method when IsSeen(method) && method.Name.StartsWith("op_", StringComparison.Ordinal) => Signature(method),
        _ => null,
    };

    private static bool IsSeen(MethodBase? method) => method is { IsPublic: true } or { IsFamily: true } or { IsFamilyOrAssembly: true };

    private static bool IsSeen(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsByRefLike: true } => "ref struct",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static string Bases(Type type)
    {
        IEnumerable<Type> bases = type is { IsClass: true, BaseType: { } parent } && parent != typeof(object) ? [parent] : [];
        var interfaces = type.GetInterfaces().Where(i => i.IsVisible && !type.IsEnum).Except(type.BaseType?.GetInterfaces() ?? []);
        var names = bases.Select(ApiName.Of).Concat(interfaces.Select(ApiName.Of).Order(StringComparer.Ordinal)).ToList();
        return names.Count == 0 ? "" : $" : {string.Join(", ", names)}";
    }

    private static string Property(PropertyInfo property)
    {
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"this[{string.Join(", ", parameters.Select(ApiName.Of))}]" : property.Name;
        var setter = property.SetMethod is not { } set || !IsSeen(set) ? ""
            : set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        return $"{required}{index} : {ApiName.Of(property)} {{{(IsSeen(property.GetMethod) ? " get;" : "")}{setter} }}{Modifiers(property.GetMethod ?? property.SetMethod!)}";
    }

    private static string Signature(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(ApiName.Of))}>" : "";
        return $"{method.Name}{generic}({Parameters(method)}) : {ApiName.Of(method.ReturnParameter)}{Modifiers(method)}";
    }

    private static string Modifiers(MethodInfo method) =>
        (method.IsStatic ? " static" : "") + (method.IsAbstract ? " abstract" : method.IsVirtual && !method.IsFinal ? " virtual" : "");

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(ApiName.Of));
}
