using SipIds.Events;

namespace SipIds.Pipeline;

/// <summary>The preprocessors that may run, in the order in which they do within their stage.</summary>
public sealed class PreprocessorRegistry
{
    private readonly List<PreprocessorRegistration> _registrations = [];

    /// <summary>What is registered.</summary>
    public IReadOnlyList<PreprocessorRegistration> Registrations => _registrations;

    /// <summary>Adds a preprocessor after those already there.</summary>
    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public PreprocessorRegistry Add<TPreprocessor, TOptions>()
        where TPreprocessor : IPreprocessor<TPreprocessor, TOptions>
        where TOptions : PreprocessorOptions, new()
    {
        var info = TPreprocessor.Info;
        if (_registrations.Exists(r => string.Equals(r.Info.Name, info.Name, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"a preprocessor named '{info.Name}' is already registered");
        }

        _registrations.Add(new(info, new TOptions(), static (options, services) => TPreprocessor.Create((TOptions)options, services)));
        return this;
    }

    /// <summary>The events of all that is registered.</summary>
    /// <exception cref="ArgumentException">Two events share an id or a name.</exception>
    public EventCatalogue ToCatalogue() => new(_registrations.SelectMany(r => r.Info.Events));
}

/// <summary>A registered preprocessor.</summary>
/// <param name="Info">What it says of itself.</param>
/// <param name="Defaults">Its settings when <c>sipcnf.yaml</c> says nothing; their type is the type of its section.</param>
/// <param name="Create">Makes one with settings of that type.</param>
public sealed record PreprocessorRegistration(
    PreprocessorInfo Info,
    PreprocessorOptions Defaults,
    Func<PreprocessorOptions, PreprocessorServices, IPreprocessor> Create);
