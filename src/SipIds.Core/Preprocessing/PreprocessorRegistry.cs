using SipIds.Events;

namespace SipIds.Preprocessing;

/// <summary>The preprocessors that may run.</summary>
public sealed class PreprocessorRegistry
{
    private readonly List<PreprocessorRegistration> _registrations = [];

    /// <summary>What is registered, in that order.</summary>
    public IReadOnlyList<PreprocessorRegistration> Registrations => _registrations;

    internal IEnumerable<EventDescriptor> Events => _registrations.SelectMany(r => r.Info.Events);

    /// <summary>Adds a preprocessor. Within its stage it runs after those already there, unless <see cref="PreprocessorInfo.Before"/> or <see cref="PreprocessorInfo.After"/> asks for another place.</summary>
    /// <exception cref="InvalidOperationException">It cannot be added to those already there; the message is a sentence.</exception>
    public PreprocessorRegistry Add<TPreprocessor, TOptions>()
        where TPreprocessor : IPreprocessor<TPreprocessor, TOptions>
        where TOptions : PreprocessorOptions, new()
    {
        var registration = new PreprocessorRegistration(
            TPreprocessor.Info, new TOptions(), static (options, services) => TPreprocessor.Create((TOptions)options, services));
        RegistrationRules.Check(registration, _registrations);
        _registrations.Add(registration);
        return this;
    }

    /// <summary>Adds a preprocessor as <see cref="Add{TPreprocessor, TOptions}()"/> does, and notes where it was loaded from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="owner">What must live for as long as the preprocessor is registered or runs.</param>
    /// <exception cref="InvalidOperationException">It cannot be added to those already there; the message is a sentence.</exception>
    public PreprocessorRegistry AddPlugin<TPreprocessor, TOptions>(string file, object? owner = null)
        where TPreprocessor : IPreprocessor<TPreprocessor, TOptions>
        where TOptions : PreprocessorOptions, new()
    {
        Add<TPreprocessor, TOptions>();
        _registrations[^1] = _registrations[^1] with { Plugin = file, Owner = owner };
        return this;
    }

    /// <summary>A registry of the same preprocessors, to which others can be added without changing this one.</summary>
    public PreprocessorRegistry Copy()
    {
        var copy = new PreprocessorRegistry();
        copy._registrations.AddRange(_registrations);
        return copy;
    }

    /// <summary>The preprocessor of a name; null if there is none.</summary>
    public PreprocessorRegistration? Find(string name) => _registrations.Find(r => string.Equals(r.Info.Name, name, StringComparison.Ordinal));

    /// <summary>The events of all that is registered, without those that are made of settings (<see cref="IPreprocessor.Events"/>).</summary>
    public EventCatalogue ToCatalogue() => new(Events);
}

/// <summary>A registered preprocessor.</summary>
/// <param name="Info">What it says of itself.</param>
/// <param name="Defaults">Its settings when <c>sipcnf.yaml</c> says nothing; their type is the type of its section.</param>
/// <param name="Create">Makes one with settings of that type.</param>
public sealed record PreprocessorRegistration(
    PreprocessorInfo Info,
    PreprocessorOptions Defaults,
    Func<PreprocessorOptions, PreprocessorServices, IPreprocessor> Create)
{
    /// <summary>The file that it was loaded from; null for what is part of the program.</summary>
    public string? Plugin { get; init; }

    internal object? Owner { get; init; }
}
