using System.Globalization;
using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>The users of a small provider: most make a few calls a day, some many, three are desks that call all day, and everybody calls the hotline now and then.</summary>
internal sealed class Population
{
    public const int Users = 1500;
    public const int Desks = 3;
    public const int Hotline = 0;

    private const double CallsAnHourOfDesks = 40;
    private const double ShareOfHotline = 0.04;

    private readonly double[] _rates = new double[Users];
    private readonly double[] _moods = new double[Users];
    private readonly Random _random;

    public Population(Random random)
    {
        _random = random;
        for (var user = 0; user < Users; user++)
        {
            // Log-normal: the busiest ordinary user makes some thirty times the calls of the median one.
            _rates[user] = user is > Hotline and <= Desks ? CallsAnHourOfDesks : 0.5 * Math.Exp(Normal());
        }
    }

    public static NetEndpoint AddressOf(int user) =>
        new(NetAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"10.{1 + (user >> 16)}.{(user >> 8) & 255}.{user & 255}")), 5060);

    public static string NameOf(int user) => user switch
    {
        Hotline => "hotline",
        <= Desks => string.Create(CultureInfo.InvariantCulture, $"desk{user}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"user{user}"),
    };

    /// <summary>A new day: some people have much to do, some are away.</summary>
    public void NewDay()
    {
        for (var user = 0; user < Users; user++)
        {
            _moods[user] = user <= Desks ? 1 : _random.NextDouble() < 0.1 ? 0 : Gamma2();
        }
    }

    /// <summary>How many calls a user makes in an hour of the week, from Monday 00:00 on. Now and then somebody makes eight times as many as usual.</summary>
    public int CallsOf(int user, int hourOfWeek)
    {
        var isBurst = user > Desks && _random.NextDouble() < 0.005;
        return Poisson(_rates[user] * _moods[user] * ActivityOf(hourOfWeek) * (isBurst ? 8 : 1));
    }

    public int Callee(int caller)
    {
        var callee = _random.NextDouble() < ShareOfHotline ? Hotline : _random.Next(Users);
        return callee == caller ? (caller + 1) % Users : callee;
    }

    public double Exponential(double mean) => -mean * Math.Log(1 - _random.NextDouble());

    private static double ActivityOf(int hourOfWeek)
    {
        var (day, hour) = (hourOfWeek / 24, hourOfWeek % 24);
        var ofDay = hour switch
        {
            < 6 => 0.03,
            < 8 => 0.3,
            < 12 => 1.4,
            < 13 => 0.8,
            < 17 => 1.3,
            < 20 => 0.6,
            < 23 => 0.25,
            _ => 0.05,
        };
        return day < 5 ? ofDay : ofDay * 0.25;
    }

    private int Poisson(double mean)
    {
        var (count, product, bound) = (0, _random.NextDouble(), Math.Exp(-mean));
        while (product > bound)
        {
            count++;
            product *= _random.NextDouble();
        }

        return count;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());

    // Mean 1, variance a half.
    private double Gamma2() => (Exponential(1) + Exponential(1)) / 2;
}
