using SipIds.Events;
using SipIds.Settings;

namespace SipIds.Outputs;

/// <summary>The outputs that may be opened.</summary>
public sealed class OutputRegistry
{
    private readonly List<OutputRegistration> _registrations = [];

    /// <summary>What is registered, in that order.</summary>
    public IReadOnlyList<OutputRegistration> Registrations => _registrations;

    /// <summary>Adds an output that takes each alert by itself.</summary>
    /// <exception cref="InvalidOperationException">It cannot be added to those already there; the message is a sentence.</exception>
    public OutputRegistry Add<TOutput, TOptions>()
        where TOutput : IEventOutput<TOutput, TOptions>
        where TOptions : OutputOptions, new() =>
        Add(new(TOutput.Info, new TOptions(), static (options, services) => TOutput.Create((TOptions)options, services)));

    /// <summary>Adds an output that takes alerts in batches.</summary>
    /// <exception cref="InvalidOperationException">It cannot be added to those already there; the message is a sentence.</exception>
    public OutputRegistry AddBatch<TOutput, TOptions>()
        where TOutput : class, IBatchOutput<TOutput, TOptions>
        where TOptions : OutputOptions, new() =>
        Add(new(TOutput.Info, new TOptions(), static (options, services) => TOutput.Create((TOptions)options, services) is { } output ? services.Batch(output, services) : null));

    /// <summary>Adds an output as <see cref="Add{TOutput, TOptions}()"/> does, and notes where it was loaded from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="owner">What must live for as long as the output is registered or runs.</param>
    /// <exception cref="InvalidOperationException">It cannot be added to those already there; the message is a sentence.</exception>
    public OutputRegistry AddPlugin<TOutput, TOptions>(string file, object? owner = null)
        where TOutput : IEventOutput<TOutput, TOptions>
        where TOptions : OutputOptions, new() =>
        Add<TOutput, TOptions>().Note(file, owner);

    /// <summary>Adds an output as <see cref="AddBatch{TOutput, TOptions}()"/> does, and notes where it was loaded from.</summary>
    /// <inheritdoc cref="AddPlugin{TOutput, TOptions}(string, object?)"/>
    public OutputRegistry AddBatchPlugin<TOutput, TOptions>(string file, object? owner = null)
        where TOutput : class, IBatchOutput<TOutput, TOptions>
        where TOptions : OutputOptions, new() =>
        AddBatch<TOutput, TOptions>().Note(file, owner);

    /// <summary>A registry of the same outputs, to which others can be added without changing this one.</summary>
    public OutputRegistry Copy()
    {
        var copy = new OutputRegistry();
        copy._registrations.AddRange(_registrations);
        return copy;
    }

    /// <summary>The output of a name; null if there is none.</summary>
    public OutputRegistration? Find(string name) => _registrations.Find(r => string.Equals(r.Info.Name, name, StringComparison.Ordinal));

    private OutputRegistry Note(string file, object? owner)
    {
        _registrations[^1] = _registrations[^1] with { Plugin = file, Owner = owner };
        return this;
    }

    private OutputRegistry Add(OutputRegistration added)
    {
        var name = added.Info.Name;
        if (!KeyName.Is(name, '_'))
        {
            throw new InvalidOperationException($"'{name}' is no name for an output: lower-case words joined by underscores");
        }

        if (Find(name) is { } namesake)
        {
            throw new InvalidOperationException($"an output named '{name}' is already registered{(namesake.Plugin is { } file ? $" from {file}" : "")}");
        }

        _registrations.Add(added);
        return this;
    }
}

/// <summary>A registered output.</summary>
/// <param name="Info">What it says of itself.</param>
/// <param name="Defaults">Its settings when <c>sipcnf.yaml</c> says nothing.</param>
/// <param name="Create">Makes one with settings of that type; null where they name nothing to write to.</param>
public sealed record OutputRegistration(OutputInfo Info, OutputOptions Defaults, Func<OutputOptions, OutputServices, IEventOutput?> Create)
{
    /// <summary>The file that it was loaded from; null for what is part of the program.</summary>
    public string? Plugin { get; init; }

    internal object? Owner { get; init; }
}
