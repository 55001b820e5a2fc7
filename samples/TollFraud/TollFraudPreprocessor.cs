using System.Text;

namespace TollFraud;

/// <summary>Calls to dear numbers: every one outside business hours, and at any time those of a caller who spends too much.</summary>
public sealed class TollFraudPreprocessor(TollFraudOptions options, PreprocessorServices services) : IPreprocessor<TollFraudPreprocessor, TollFraudOptions>
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private static readonly EventDescriptor s_hours = new(1000, 1, "toll-fraud-hours", Severity.Medium, EventAction.Drop, "A call to a number of `prices` outside `hours`.")
    {
        Drop = DropReach.Message,
        Settings = ["toll_fraud.prices", "toll_fraud.hours", "toll_fraud.time_zone"],
        FalseAlarm = "Somebody who works late: widen `toll_fraud.hours`.",
    };

    // A count by From alone is for alerts: anybody can write a From, and a drop would cut off whom a forger names.
    private static readonly EventDescriptor s_spend = new(1000, 2, "toll-fraud-spend", Severity.High, EventAction.Alert, "One caller's calls to numbers of `prices` cost more in a day than `spend`.")
    {
        Drop = DropReach.Nothing,
        Settings = ["toll_fraud.prices", "toll_fraud.spend"],
        FalseAlarm = "A caller with many such calls by right: raise `toll_fraud.spend`.",
    };

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
    private readonly KeyedCounter _spent = services.Keep("spent", () => new KeyedCounter(16_384, s_day));
    private readonly (byte[] Prefix, int Price)[] _longestFirst = [.. options.Prices.OrderByDescending(p => p.Key.Length).Select(p => (Encoding.ASCII.GetBytes(p.Key), p.Value))];

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "toll_fraud",
        Summary = "Calls to dear numbers, by the hour and by the caller.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.In(SipMethod.Invite),
        Events = [s_hours, s_spend],
    };

    public static TollFraudPreprocessor Create(TollFraudOptions options, PreprocessorServices services) => new(options, services);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        // A call is one attempt, however often its INVITE is sent again, challenged, or seen on a further hop.
        var message = packet.Message;
        if (!inspection.Call.IsNewAttempt || PriceOf(message.RequestUri.User) is not (> 0 and var price))
        {
            return;
        }

        var local = TimeZoneInfo.ConvertTimeFromUtc(packet.Time.ToDateTime(), _zone);
        if (local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || local.Hour < options.Hours[0] || local.Hour >= options.Hours[1])
        {
            inspection.Report(s_hours, message.RequestUri.User);
        }

        var caller = inspection.Call.FromKey;
        var spent = _spent.Add(caller, price, packet.Time);
        if (spent > options.Spend)
        {
            inspection.Report(s_spend, spent, options.Spend, _spent.Since(caller, packet.Time), message.From.Uri.Text, caller, window: s_day);
        }
    }

    private int PriceOf(ReadOnlySpan<byte> number)
    {
        foreach (var (prefix, price) in _longestFirst)
        {
            if (number.StartsWith(prefix))
            {
                return price;
            }
        }

        return 0;
    }
}
