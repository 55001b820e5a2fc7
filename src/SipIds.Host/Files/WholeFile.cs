using System.Text;

namespace SipIds.Host.Files;

/// <summary>Text that is written as a whole: the file is there, old or new, whatever happens.</summary>
internal static class WholeFile
{
    /// <summary>UTF-8 without a mark.</summary>
    public static UTF8Encoding Encoding { get; } = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text over what a path names; <c>-</c> is the standard output. A file keeps its rights.</summary>
    /// <exception cref="IOException">It cannot be written; what was there is.</exception>
    public static void Write(string path, string text)
    {
        if (path == "-")
        {
            Console.Out.Write(text);
            return;
        }

        var target = OverwriteGuard.RealPath(path);
        if (OverwriteGuard.IsDevice(path))
        {
            File.WriteAllText(target, text, Encoding);
            return;
        }

        var written = target + ".new";
        File.WriteAllText(written, text, Encoding);
        if (File.Exists(target) && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(written, File.GetUnixFileMode(target));
        }

        File.Move(written, target, overwrite: true);
    }
}
