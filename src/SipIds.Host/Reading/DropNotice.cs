using SipIds.Options;

namespace SipIds.Host.Reading;

/// <summary>Says on standard error that nothing can be dropped, where half of what that takes was asked for.</summary>
internal static class DropNotice
{
    /// <summary>Says it.</summary>
    /// <param name="inline">Whether verdicts are applied.</param>
    /// <param name="drop">What <c>action_drop</c> says.</param>
    public static void Write(bool inline, DropMode drop)
    {
        if (inline && drop is DropMode.False)
        {
            Console.Error.WriteLine("sipids: action_drop is false, so --inline drops nothing; --set action_drop=true drops");
        }
        else if (!inline && drop is DropMode.True)
        {
            Console.Error.WriteLine("sipids: without --inline nothing is dropped, though action_drop is true");
        }
    }
}
