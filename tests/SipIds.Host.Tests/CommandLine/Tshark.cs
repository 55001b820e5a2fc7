using System.ComponentModel;

namespace SipIds.Host.Tests.CommandLine;

/// <summary>Runs tshark, which the tests need.</summary>
internal static class Tshark
{
    /// <summary>The lines of its standard output.</summary>
    public static IReadOnlyList<string> Run(params string[] arguments)
    {
        try
        {
            var finished = Program.Start("tshark", arguments, []);
            return finished.Code == 0 ? finished.Lines : throw new InvalidOperationException($"tshark failed: {finished.Errors}");
        }
        catch (Win32Exception fault)
        {
            throw new InvalidOperationException("tshark is not installed; test.sh installs it, and so does 'apt-get install tshark'.", fault);
        }
    }
}
