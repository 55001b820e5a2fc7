using SipIds.Events;

namespace SipIds.Preprocessing;

/// <summary>What a registry must know of a preprocessor before there is one.</summary>
public sealed record PreprocessorInfo
{
    /// <summary>Its section in <c>sipcnf.yaml</c> and its name in messages: one lower-case word, or several joined by underscores.</summary>
    public required string Name { get; init; }

    /// <summary>One sentence for a person.</summary>
    public required string Summary { get; init; }

    /// <summary>Where in the pipeline it stands.</summary>
    public required PreprocessorStage Stage { get; init; }

    /// <summary>The packets that it is called for. Others cost it nothing.</summary>
    public required Interest Interest { get; init; }

    /// <summary>Every event that it can report, whatever its settings are.</summary>
    public required IReadOnlyList<EventDescriptor> Events { get; init; }

    /// <summary>Whether its settings make further events (<see cref="IPreprocessor.Events"/>), so that a name in <c>events:</c> that nobody knows may be one of them until it is created.</summary>
    public bool DefinesEvents { get; init; }

    /// <summary>Whether it remembers nothing of its own from one packet to the next, so that a reload costs it nothing.</summary>
    public bool IsStateless { get; init; }

    /// <summary>The names of preprocessors of the same stage that it runs before. A name that is not there asks for nothing.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The names of preprocessors that it runs after. A name that is not there asks for nothing.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}
