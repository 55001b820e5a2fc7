using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Toll;

/// <summary>The section <c>toll</c> of <c>sipcnf.yaml</c>.</summary>
[Setting(
    """
    An account is a user who has proved the password at an address, or the address. What exceeds both the limits
    here and the most that any day before had is reported, and inline such new calls are dropped, and nothing else.
    `state` keeps what was learnt.
    """)]
public sealed record TollOptions : PreprocessorOptions
{
    private const int MaxDigits = 15;

    /// <summary>Where calls are dear, as E.164 writes it.</summary>
    [Setting(
        """
        Beginnings of numbers whose calls are expensive, with + and the country code. Numbers are found behind 00, 011
        and their like, with a 9 or 0 for an outside line or without, and as trunks write them, without a plus. These
        are where sold minutes are called most: small countries, satellites, personal and premium numbers. A list of
        your own replaces this one: take out what your customers call every day.
        """,
        Remarks =
        [
            "+216: Africa and islands",
            "+3706: Premium and personal numbers in Europe: Lithuania, Latvia, Estonia, Switzerland, Austria, the United Kingdom, Poland, Germany",
            "+500: The Falklands, Haiti, Cuba and its satellite numbers, the Pacific",
            "+808: Shared cost, satellites, international networks and premium numbers",
            "+1242: The Caribbean, which is dialled like the United States, and their premium numbers",
        ])]
    public IReadOnlyList<string> Prefixes { get; init; } =
    [
        "+216", "+220", "+222", "+224", "+226", "+231", "+232", "+235", "+236", "+239", "+242", "+243", "+245", "+246", "+247", "+252", "+257", "+261", "+263", "+269", "+290",
        "+3706", "+37178", "+37190", "+37270", "+41900", "+41901", "+41906", "+43900", "+43930", "+4470", "+4487", "+449", "+48700", "+49900",
        "+500", "+509", "+53", "+5399", "+670", "+672", "+674", "+675", "+676", "+677", "+678", "+682", "+683", "+685", "+686", "+688", "+690", "+692",
        "+808", "+850", "+870", "+878", "+881", "+882", "+883", "+960", "+979", "+992",
        "+1242", "+1264", "+1268", "+1284", "+1473", "+1649", "+1664", "+1767", "+1784", "+1809", "+1829", "+1849", "+1868", "+1869", "+1876", "+1900",
    ];

    /// <summary>Dear calls of one account at once.</summary>
    [Setting(
        """
        Calls to such numbers that one account may have in progress at once, whatever it did before. A person has one,
        or two while transferring; who sells minutes has as many as there are lines.
        """,
        Min = 1, Max = 100_000)]
    public int Calls { get; init; } = 4;

    /// <summary>Dear minutes of one account in a day.</summary>
    [Setting("Minutes of such calls that one account may talk in a day (UTC), whatever it did before.", Min = 1, Max = 10_000_000)]
    public int Minutes { get; init; } = 120;

    /// <summary>Prefixes that an account calls for the first time in a day.</summary>
    [Setting("Prefixes that one account may call for the first time in a day, whatever it did before.", Min = 1, Max = 1000)]
    public int Countries { get; init; } = 3;

    /// <summary>How long a trunk is watched first.</summary>
    [Setting(
        """
        How long a peer, or an address from which several callers call without a password, is watched before what
        exceeds its history is more than a notice: it is a trunk or a PBX, and has many people's calls.
        """,
        Min = "0s", Max = "90d")]
    public TimeSpan Learn { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Accounts whose history there is room for.</summary>
    [Setting(
        """
        Accounts whose premium calls are remembered, and as many such calls in progress, at 0.3 KiB both. Those known
        longest are evicted last.
        """,
        Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int Accounts { get; init; } = 16_384;

    /// <inheritdoc/>
    public override IEnumerable<SettingFault> Validate() => Prefixes.Count == 0
        ? [SettingFault.Warning("prefixes", "is empty: no call is expensive, and behaviour-toll is never reported")]
        : Prefixes.Where(prefix => !IsPrefix(prefix)).Select(prefix =>
        new SettingFault("prefixes", $"'{prefix}' is no beginning of a number: write it with + and the country code, such as +252 or +4470"));

    private static bool IsPrefix(string prefix) =>
        prefix.Length is > 1 and <= MaxDigits + 1 && prefix[0] == '+' && prefix[1] != '0' && prefix.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
