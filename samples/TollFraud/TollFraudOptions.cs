namespace TollFraud;

public sealed record TollFraudOptions : PreprocessorOptions
{
    [Setting("What a call costs, in units of your own, by the beginning of the number as it is dialled. The longest beginning that fits holds.", Min = 1, Max = 1000)]
    public IReadOnlyDictionary<string, int> Prices { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["+88"] = 20, ["0088"] = 20 };

    [Setting("Units that the calls of one From URI may cost in a day.", Min = 1, Max = 1_000_000)]
    public int Spend { get; init; } = 100;

    [Setting("From which hour to which hour the numbers of `prices` may be called, Monday to Friday.", Min = 0, Max = 24)]
    public IReadOnlyList<int> Hours { get; init; } = [7, 19];

    [Setting("The time zone of `hours`, such as Europe/Berlin.")]
    public string TimeZone { get; init; } = "UTC";

    public override IEnumerable<SettingFault> Validate() =>
    [
        .. Hours is [var from, var to] && from < to ? Array.Empty<SettingFault>() : [new("hours", "write two hours, the earlier one first, such as [7, 19]")],
        .. TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _) ? Array.Empty<SettingFault>() : [new("time_zone", $"there is no time zone '{TimeZone}' here")],
    ];
}
