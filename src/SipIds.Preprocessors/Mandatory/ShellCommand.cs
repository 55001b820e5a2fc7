using System.Buffers;
using System.Text;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Finds a command after a shell's separator: <c>;wget …</c>, <c>| nc -l</c>, <c>`id`</c>.</summary>
internal static class ShellCommand
{
    private static readonly SearchValues<byte> s_separators = SearchValues.Create(";|&`\n"u8);
    private static readonly SearchValues<byte> s_between = SearchValues.Create(";|&`\n\r\t ("u8);
    private static readonly SearchValues<byte> s_command = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_./"u8);

    private static readonly SearchValues<byte> s_argument = SearchValues.Create("-/$.<>0123456789"u8);

    // Nobody and nothing but a program is called by these.
    private static readonly byte[][] s_programs = Words(
        "wget", "curl", "bash", "busybox", "tftp", "chmod", "chown", "uname", "whoami", "nslookup", "netcat", "ncat", "ifconfig", "python", "python3",
        "perl", "telnetd", "iptables", "passwd", "crontab", "mkfifo");

    // These may be words of a name; a program's arguments or the end must follow.
    private static readonly byte[][] s_shortNames = Words(
        "id", "ls", "sh", "nc", "cat", "rm", "ps", "env", "pwd", "echo", "ping",
        "sleep", "touch", "kill", "reboot", "php", "dig", "ash", "ksh", "dd", "mv", "cp");

    public static bool IsIn(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(s_separators) is >= 0 and var separator)
        {
            var rest = text[(separator + 1)..];
            var skipped = rest.IndexOfAnyExcept(s_between);
            if (skipped < 0)
            {
                return false;
            }

            if (IsCommand(rest[skipped..], isAtOnce: skipped == 0 || rest[skipped - 1] != ' '))
            {
                return true;
            }

            text = rest[skipped..];
        }

        return false;
    }

    private static bool IsCommand(ReadOnlySpan<byte> text, bool isAtOnce)
    {
        var end = text.IndexOfAnyExcept(s_command);
        end = end < 0 ? text.Length : end;
        var word = text[..end];
        var path = word.LastIndexOf((byte)'/');
        var isPath = path > 0
            && (word.StartsWith("/bin/"u8) || word.StartsWith("/usr/"u8) || word.StartsWith("/sbin/"u8) || word.StartsWith("/tmp/"u8));
        var name = word[(path + 1)..];
        var after = text[end..];
        return isPath
            || (IsAnyOf(name, s_programs) && (after.IsEmpty || after[0] != '='))
            || (IsAnyOf(name, s_shortNames) && HasArguments(after, isAtOnce));
    }

    private static bool HasArguments(ReadOnlySpan<byte> after, bool isAtOnce) =>
        after.IsEmpty || s_separators.Contains(after[0]) ? isAtOnce
        : after[0] == ' ' && after.Length > 1 && s_argument.Contains(after[1]);

    private static bool IsAnyOf(ReadOnlySpan<byte> name, byte[][] words)
    {
        foreach (var word in words)
        {
            if (name.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Words(params string[] words) => [.. words.Select(Encoding.ASCII.GetBytes)];
}
