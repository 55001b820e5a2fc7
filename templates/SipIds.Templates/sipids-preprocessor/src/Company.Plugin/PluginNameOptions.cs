namespace Company.Plugin;

/// <summary>The section <c>plugin_name</c> of <c>sipcnf.yaml</c>. The defaults of its properties are the defaults of the settings.</summary>
public sealed record PluginNameOptions : PreprocessorOptions
{
    /// <summary>What the numbers begin with.</summary>
    [Setting("What the numbers begin with that may not be called, as they are dialled.")]
    public IReadOnlyList<string> Prefixes { get; init; } = ["+881", "+882", "00881", "00882"];
}
