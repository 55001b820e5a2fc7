using System.Globalization;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A setting of a single value that has an order, and so may have a smallest and a largest.</summary>
internal abstract class RangedType<T> : ScalarType
    where T : struct, IComparable<T>
{
    private readonly T _usual;

    /// <summary>A type whose values lie between the two, where they are given.</summary>
    /// <param name="min">As in the attribute: a number or a text.</param>
    /// <param name="max">As in the attribute: a number or a text.</param>
    /// <param name="usual">What an example shows, if the range holds it.</param>
    /// <exception cref="FormatException">A bound is no value of this type.</exception>
    protected RangedType(object? min, object? max, T usual)
    {
        Min = Bound(min);
        Max = Bound(max);
        _usual = IsAllowed(usual) ? usual : Min ?? Max ?? usual;
    }

    public sealed override string Example => Write(_usual);

    public sealed override string? Range => (Min, Max) switch
    {
        ({ } min, { } max) => $"{Write(min)} to {Write(max)}",
        ({ } min, null) => $"at least {Write(min)}",
        (null, { } max) => $"at most {Write(max)}",
        _ => null,
    };

    protected T? Min { get; }

    protected T? Max { get; }

    public sealed override bool Allows(object value) => IsAllowed(FromSetting(value));

    public sealed override string Format(object value) => Write(FromSetting(value));

    protected sealed override object? Read(ScalarNode scalar, Target target)
    {
        if (Refusal(scalar) is { } refusal)
        {
            target.Fault(scalar, $"{scalar.Kind} {refusal}");
            return null;
        }

        if (!TryParse(scalar.Text, out var value))
        {
            target.Fault(scalar, $"{scalar.Kind} is not {Name}; write one such as {Example}");
            return null;
        }

        if (!IsAllowed(value))
        {
            target.Fault(scalar, $"{scalar.Kind} is out of range; allowed is {Range}");
            return null;
        }

        return ToSetting(value);
    }

    /// <summary>What is wrong with text that looks nearly right: the words after the text itself. Null if there is nothing.</summary>
    protected abstract string? Refusal(ScalarNode scalar);

    protected abstract bool TryParse(string text, out T value);

    protected abstract string Write(T value);

    /// <summary>The value in the type that the property has.</summary>
    protected virtual object ToSetting(T value) => value;

    /// <summary>The value that a property has.</summary>
    protected virtual T FromSetting(object value) => (T)value;

    private bool IsAllowed(T value) => (Min is not { } min || value.CompareTo(min) >= 0) && (Max is not { } max || value.CompareTo(max) <= 0);

    private T? Bound(object? bound)
    {
        var text = Convert.ToString(bound, CultureInfo.InvariantCulture);
        return bound is null ? null
            : TryParse(text!, out var value) ? value
            : throw new FormatException($"the bound '{text}' is not {Name}");
    }
}
