using System.Globalization;

namespace SipIds.Configuration;

/// <summary>One thing that is wrong with the configuration, in words that a person can act on.</summary>
/// <param name="File">The file, or the argument (<c>--set calls=abc</c>).</param>
/// <param name="Line">The line, from 1; 0 if the fault has no place in the file.</param>
/// <param name="Column">The column, from 1; 0 if the fault has no place in the file.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ConfigurationFault(string File, int Line, int Column, string Message)
{
    /// <summary>The fault as compilers print theirs: <c>sipcnf.yaml:12:3: unknown key 'cals'; did you mean 'calls'?</c></summary>
    public override string ToString() => Line == 0
        ? $"{File}: {Message}"
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}
