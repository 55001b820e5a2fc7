namespace SipIds.Outputs.Eve;

/// <summary>What an EVE log holds.</summary>
public sealed record EveContent
{
    /// <summary>Whether it holds alerts.</summary>
    public bool Alerts { get; init; } = true;

    /// <summary>Whether it holds what a live sensor counts.</summary>
    public bool Stats { get; init; } = true;

    /// <summary>Whether it holds messages that did not pass.</summary>
    public bool Drops { get; init; } = true;

    /// <summary>Whether alerts show the message or packet that raised them.</summary>
    public bool Payload { get; init; }

    /// <summary>What the settings say.</summary>
    public static EveContent Of(EveLogOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new()
        {
            Alerts = options.Types.Contains(EveRecord.Alert),
            Stats = options.Types.Contains(EveRecord.Stats),
            Drops = options.Types.Contains(EveRecord.Drop),
            Payload = options.Payload,
        };
    }
}
