using SipIds.Events;

namespace SipIds.Outputs;

/// <summary>What an output's type says of itself, so that a registry can list, configure and create it.</summary>
/// <typeparam name="TSelf">The output.</typeparam>
/// <typeparam name="TOptions">Its settings.</typeparam>
public interface IEventOutput<TSelf, TOptions> : IEventOutput
    where TSelf : IEventOutput<TSelf, TOptions>
    where TOptions : OutputOptions, new()
{
    /// <summary>Name and summary.</summary>
    static abstract OutputInfo Info { get; }

    /// <summary>A new output with these settings; null where they name nothing to write to.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    static abstract IEventOutput? Create(TOptions options, OutputServices services);
}
