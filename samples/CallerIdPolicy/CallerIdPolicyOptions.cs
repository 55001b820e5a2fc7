namespace CallerIdPolicy;

public sealed record CallerIdPolicyOptions : PreprocessorOptions
{
    [Setting("The trunks; of two that hold an address the first one counts.")]
    public IReadOnlyList<TrunkOptions> Trunks { get; init; } = [];
}

public sealed record TrunkOptions
{
    [Setting("The networks that the trunk sends from.")]
    public NetPrefixSet Networks { get; init; } = NetPrefixSet.Empty;

    [Setting("What the trunk's numbers begin with, as From and P-Asserted-Identity have them.")]
    public IReadOnlyList<string> Numbers { get; init; } = [];
}
