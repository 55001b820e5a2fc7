namespace SipIds.Host.Commands;

/// <summary>How the command ended.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Done, but alerts were lost because an output could not be written.</summary>
    public const int OutputLost = 1;

    /// <summary>Bad usage or bad configuration, and nothing was started; or the call that was asked for is not there.</summary>
    public const int Usage = 2;

    /// <summary>An input could not be read.</summary>
    public const int Unreadable = 3;
}
