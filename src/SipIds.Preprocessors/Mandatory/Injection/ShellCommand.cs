using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Finds a command after a shell's separator: <c>;wget …</c>, <c>| nc -l</c>, <c>`id`</c>.</summary>
internal static class ShellCommand
{
    private static readonly SearchValues<byte> s_separators = SearchValues.Create(";|&`\n"u8);
    private static readonly SearchValues<byte> s_between = SearchValues.Create(";|&`\n\r\t ("u8);
    private static readonly SearchValues<byte> s_command = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_./"u8);

    private static readonly SearchValues<byte> s_argument = SearchValues.Create("-/$.<>0123456789"u8);

    // Nobody and nothing but a program is called by these.
    private static readonly FrozenSet<ulong> s_programs = Words(
        "wget", "curl", "bash", "busybox", "tftp", "chmod", "chown", "uname", "whoami", "nslookup", "netcat", "ncat", "ifconfig", "python", "python3",
        "perl", "telnetd", "iptables", "passwd", "crontab", "mkfifo");

    // These may be words of a name; a program's arguments or the end must follow.
    private static readonly FrozenSet<ulong> s_shortNames = Words(
        "id", "ls", "sh", "nc", "cat", "rm", "ps", "env", "pwd", "echo", "ping",
        "sleep", "touch", "kill", "reboot", "php", "dig", "ash", "ksh", "dd", "mv", "cp");

    /// <summary>Whether a command is in the text.</summary>
    /// <param name="text">Text without escapes.</param>
    /// <param name="isProduct">Whether it is the name of a product, in whose comments words follow semicolons.</param>
    public static bool IsIn(ReadOnlySpan<byte> text, bool isProduct)
    {
        while (text.IndexOfAny(s_separators) is >= 0 and var separator)
        {
            var rest = text[(separator + 1)..];
            var skipped = rest.IndexOfAnyExcept(s_between);
            if (skipped < 0)
            {
                return false;
            }

            var needsArguments = isProduct && text[separator] is (byte)';' or (byte)'&';
            if (IsCommand(rest[skipped..], isAtOnce: skipped == 0 || rest[skipped - 1] != ' ', needsArguments))
            {
                return true;
            }

            text = rest[skipped..];
        }

        return false;
    }

    private static bool IsCommand(ReadOnlySpan<byte> text, bool isAtOnce, bool needsArguments)
    {
        var end = text.IndexOfAnyExcept(s_command);
        end = end < 0 ? text.Length : end;
        var word = text[..end];
        var path = word.LastIndexOf((byte)'/');
        var isPath = path > 0
            && (word.StartsWith("/bin/"u8) || word.StartsWith("/usr/"u8) || word.StartsWith("/sbin/"u8) || word.StartsWith("/tmp/"u8));
        var name = Pack(word[(path + 1)..]);
        var after = text[end..];
        if (needsArguments)
        {
            return isPath || ((s_programs.Contains(name) || s_shortNames.Contains(name)) && AreOfAProgram(after));
        }

        return isPath
            || (s_programs.Contains(name) && (after.IsEmpty || after[0] != '='))
            || (s_shortNames.Contains(name) && HasArguments(after, isAtOnce));
    }

    private static bool HasArguments(ReadOnlySpan<byte> after, bool isAtOnce) =>
        after.IsEmpty || s_separators.Contains(after[0]) ? isAtOnce
        : after[0] == ' ' && after.Length > 1 && s_argument.Contains(after[1]);

    // An option, a path, a variable or an address of the web; a version is none.
    private static bool AreOfAProgram(ReadOnlySpan<byte> after) =>
        after is [(byte)' ', (byte)'-' or (byte)'/' or (byte)'$', ..] || after.StartsWith(" http"u8);

    // All of them fit into eight bytes; what does not is none of them.
    private static ulong Pack(ReadOnlySpan<byte> word)
    {
        if (word.Length > sizeof(ulong))
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        word.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    private static FrozenSet<ulong> Words(params string[] words) => words.Select(word => Pack(Encoding.ASCII.GetBytes(word))).ToFrozenSet();
}
