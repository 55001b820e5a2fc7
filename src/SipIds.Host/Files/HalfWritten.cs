using System.Text;

namespace SipIds.Host.Files;

/// <summary>Tells a <c>sipcnf.yaml</c> that somebody is still writing, or that a full disk cut off: with it the defaults would hold, and protection would be off.</summary>
internal static class HalfWritten
{
    /// <summary>What is wrong with the file, to be said after its name; null if it is whole as far as can be seen.</summary>
    /// <param name="before">The file as it was when it was last taken over.</param>
    /// <param name="now">The file as it is; empty also where it cannot be read.</param>
    public static string? ReasonOf(ReadOnlySpan<byte> before, ReadOnlySpan<byte> now)
    {
        if (before.IsEmpty || now.IsEmpty)
        {
            // Without a file before, and for one that is empty or gone, the loader has the word.
            return null;
        }

        if (before[^1] == '\n' && now[^1] != '\n')
        {
            return "ends in the middle of a line, as a file does that is half-written; end its last line if it is whole";
        }

        return SetsSomething(before) && !SetsSomething(now)
            ? "sets nothing any more, as a file does that is half-written; write {} into it if the defaults are to hold"
            : null;
    }

    private static bool SetsSomething(ReadOnlySpan<byte> text)
    {
        foreach (var line in Encoding.UTF8.GetString(text).AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            var content = line.Trim();
            if (content is not ("" or "---" or "...") && content[0] != '#')
            {
                return true;
            }
        }

        return false;
    }
}
