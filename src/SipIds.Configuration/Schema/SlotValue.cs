using System.Reflection;
using SipIds.Outputs;

namespace SipIds.Configuration.Schema;

/// <summary>Where in a record the value of a setting is.</summary>
internal abstract class SlotValue
{
    /// <summary>The setting's key.</summary>
    public abstract string Key { get; }

    /// <summary>The value that a record has.</summary>
    public abstract object? Get(object record);

    /// <summary>Puts a value into a record, which must be a copy that nobody else has.</summary>
    public abstract void Set(object record, object? value);
}

/// <summary>The value of a property; an init accessor is enough.</summary>
internal sealed class PropertyValue(PropertyInfo property) : SlotValue
{
    public override string Key { get; } = SnakeCase.Of(property.Name);

    public override object? Get(object record) => property.GetValue(record);

    public override void Set(object record, object? value) => property.SetValue(record, value);
}

/// <summary>The settings of a registered output, in the record of the section of all outputs.</summary>
internal sealed class OutputValue(OutputRegistration output) : SlotValue
{
    private static readonly PropertyInfo s_each = typeof(OutputSection).GetProperty(nameof(OutputSection.Each))!;

    public override string Key => output.Info.Name;

    public override object? Get(object record) => ((OutputSection)record).Each.GetValueOrDefault(Key);

    public override void Set(object record, object? value) => s_each.SetValue(record, ((OutputSection)record).Each.SetItem(Key, (OutputOptions)value!));
}
