namespace SipIds.Settings;

/// <summary>A file or folder that a setting names. In <c>sipcnf.yaml</c> a relative path starts at the folder of that file, in <c>--set</c> at the current folder.</summary>
/// <param name="Path">The path, absolute once it was read.</param>
public readonly record struct FilePath(string Path)
{
    /// <summary>The path.</summary>
    public override string ToString() => Path;
}
