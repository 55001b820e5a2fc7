namespace SipIds.Packets.Sources;

/// <summary>The live sources that can be opened by name. The first is the one that is meant where only an interface is named.</summary>
public sealed class SourceRegistry
{
    private readonly List<SourceRegistration> _registrations = [];

    /// <summary>What is registered, in that order.</summary>
    public IReadOnlyList<SourceRegistration> Registrations => _registrations;

    /// <summary>Adds a source.</summary>
    /// <exception cref="InvalidOperationException">It cannot be added to those already there; the message is a sentence.</exception>
    public SourceRegistry Add<TSource>()
        where TSource : IRegisteredSource<TSource>
    {
        var info = TSource.Info;
        if (info.Name is not { Length: > 0 } name || !name.All(char.IsAsciiLetterLower))
        {
            throw new InvalidOperationException($"'{info.Name}' is no name of a source; write one lower-case word.");
        }

        if (Find(name) is not null)
        {
            throw new InvalidOperationException($"There is a source '{name}' already.");
        }

        _registrations.Add(new(info, static request => [.. TSource.Open(request)]));
        return this;
    }

    /// <summary>The source of a name; null if there is none.</summary>
    public SourceRegistration? Find(string name) => _registrations.Find(r => string.Equals(r.Info.Name, name, StringComparison.Ordinal));
}

/// <summary>A registered source.</summary>
/// <param name="Info">What it says of itself.</param>
/// <param name="Open">Opens it, or throws an <see cref="IOException"/> whose message is a sentence for a person.</param>
public sealed record SourceRegistration(SourceInfo Info, Func<SourceRequest, IReadOnlyList<ILiveSource>> Open);
