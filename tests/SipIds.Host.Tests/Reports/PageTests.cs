using SipIds.Host.Pages;
using SipIds.Host.Reading;

namespace SipIds.Host.Tests.Reports;

/// <summary>Text and tables at the width that there is.</summary>
public sealed class PageTests
{
    private static readonly PageColumn[] s_columns = [new("time"), new("who", Least: 6), new("count", Rank: 1, IsNumber: true), new("call", Rank: 2, Least: 4)];
    private static readonly string[][] s_rows = [["10:00", "alice@example.com", "7", "call-1@example.com"], ["11:00", "bob", "1,234", "x"]];

    [Fact]
    public void A_name_and_its_count_stay_on_one_line() => Assert.Equal("one 1, two\nthree 12\n", Written(11, page => page.Paragraph($"one{Page.Bound}1, two three{Page.Bound}12")));

    [Fact]
    public void A_field_breaks_between_words_below_its_text() =>
        Assert.Equal("to do       one two\n            three\n", Written(24, page => page.Field("to do", "one two three")));

    [Fact]
    public void A_word_that_is_longer_than_a_line_is_cut() => Assert.Equal("0123456789012345678…\nb\n", Written(20, page => page.Paragraph("0123456789012345678901234567890 b")));

    [Fact]
    public void A_field_without_text_is_left_out() => Assert.Equal("", Written(80, page => page.Field("nothing", "")));

    [Fact]
    public void Colours_take_no_room() => Assert.Equal("\e[1;31mone two\e[0m\n", Written(7, page => page.Paragraph("one two", Tint.Bad), colours: true));

    [Fact]
    public void A_table_that_fits_is_whole() => Assert.Equal(
        """
        time   who                count  call
        10:00  alice@example.com      7  call-1@example.com
        11:00  bob                1,234  x

        """,
        Table(80));

    [Fact]
    public void A_table_is_cut_where_it_may_be_before_a_column_goes() => Assert.Equal(
        """
        time   who           count  call
        10:00  alice@examp…      7  call-1@exam…
        11:00  bob           1,234  x

        """,
        Table(40));

    [Fact]
    public void Of_a_table_that_does_not_fit_the_least_worth_column_goes() => Assert.Equal(
        """
        time   who     count
        10:00  alice…      7
        11:00  bob     1,234

        """,
        Table(20));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_117_800, "1.1 MB")]
    [InlineData(227_000_000, "227.0 MB")]
    [InlineData(999_960, "1.0 MB")]
    [InlineData(3_400_000_000, "3.4 GB")]
    public void Sizes_have_the_unit_that_fits(long bytes, string text) => Assert.Equal(text, Figures.Size(bytes));

    [Theory]
    [InlineData(2_000_000, 483, 1.0, "2.0 M packets/s, 483 alerts")]
    [InlineData(5_000, 1, 1.0, "5 k packets/s, 1 alert")]
    [InlineData(3, null, 8.0, "0 packets/s")]
    public void Progress_says_the_rate_and_the_alerts_so_far(long packets, int? alerts, double seconds, string text) =>
        Assert.Equal(text, ReadColumn.Of(new(packets, alerts), TimeSpan.FromSeconds(seconds)));

    private static string Table(int width) => Written(width, page => PageTable.Write(page, width, s_columns, s_rows));

    private static string Written(int width, Action<Page> write, bool colours = false)
    {
        var text = new StringWriter { NewLine = "\n" };
        write(new(text, width, colours));
        return text.ToString();
    }
}
