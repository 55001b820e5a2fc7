using System.Globalization;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration.Values;

/// <summary>A setting of a single value that has an order, and so may have a smallest and a largest.</summary>
/// <remarks>Values are objects here: every generic type over a struct would be compiled at each start of the program.</remarks>
internal abstract class RangedType : ScalarType
{
    private readonly object? _usual;
    private readonly IComparable _fallback;

    /// <summary>A type whose values lie between the two, where they are given.</summary>
    /// <param name="min">As in the attribute: a number or a text.</param>
    /// <param name="max">As in the attribute: a number or a text.</param>
    /// <param name="usual">What an example shows: the default of the setting, if it has one.</param>
    /// <param name="fallback">What an example shows otherwise, if the range holds it.</param>
    /// <exception cref="FormatException">A bound is no value of this type.</exception>
    protected RangedType(object? min, object? max, object? usual, IComparable fallback)
    {
        Min = Bound(min);
        Max = Bound(max);
        _usual = usual;
        _fallback = IsAllowed(fallback) ? fallback : Min ?? Max ?? fallback;
    }

    public sealed override string Example => Write(_usual is null ? _fallback : FromSetting(_usual));

    public sealed override string? Range => (Min, Max) switch
    {
        (not null, not null) => $"{Write(Min)} to {Write(Max)}",
        (not null, null) => $"at least {Write(Min)}",
        (null, not null) => $"at most {Write(Max)}",
        _ => null,
    };

    /// <summary>The smallest value; null if there is none.</summary>
    protected IComparable? Min { get; }

    /// <summary>The largest value; null if there is none.</summary>
    protected IComparable? Max { get; }

    public sealed override bool Allows(object value) => IsAllowed(FromSetting(value));

    public sealed override string Format(object value) => Write(FromSetting(value));

    protected sealed override object? Read(ScalarNode scalar, Target target)
    {
        if (Refusal(scalar) is { } refusal)
        {
            target.Fault(scalar, $"{scalar.Kind} {refusal}");
            return null;
        }

        if (Parse(scalar.Text) is not { } value)
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

    /// <summary>The value that a text says; null if it says none.</summary>
    protected abstract IComparable? Parse(string text);

    /// <summary>The text that says a value.</summary>
    protected abstract string Write(IComparable value);

    /// <summary>A value in the type that the property has.</summary>
    protected virtual object ToSetting(IComparable value) => value;

    /// <summary>The value that a property has.</summary>
    protected virtual IComparable FromSetting(object value) => (IComparable)value;

    private bool IsAllowed(IComparable value) => (Min is null || value.CompareTo(Min) >= 0) && (Max is null || value.CompareTo(Max) <= 0);

    private IComparable? Bound(object? bound)
    {
        var text = Convert.ToString(bound, CultureInfo.InvariantCulture);
        return bound is null ? null : Parse(text!) ?? throw new FormatException($"the bound '{text}' is not {Name}");
    }
}
