namespace SipIds.Host;

/// <summary>How the command ended.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, but alerts were lost because an output could not be written.</summary>
    public const int OutputLost = 1;

    /// <summary>Bad usage or bad configuration, and nothing was started; or the call that was asked for is not there.</summary>
    public const int Usage = 2;

    /// <summary>An input could not be read, or a live source not be opened.</summary>
    public const int Unreadable = 3;

    /// <summary>A live run ended itself because the pipeline hung.</summary>
    public const int Hung = 4;
}
