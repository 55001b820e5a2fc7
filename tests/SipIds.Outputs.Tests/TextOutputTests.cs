using System.Text;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Outputs.Tests;

public sealed class TextOutputTests
{
    [Fact]
    public void A_flood_reads_as_a_line()
    {
        var alert = Some.Alert with
        {
            Verdict = Verdict.Drop,
            Count = 51,
            Limit = 50,
            Suppressed = 9,
            Since = Timestamp.FromUnix(1_767_323_000),
            Detail = "sip:100@example.com"u8,
        };

        Assert.Equal(
            "2026-01-02T03:04:05.123456Z  HIGH    drop   [140:4001] spit-caller                    198.51.100.66:5060  → 192.0.2.10:5060      "
            + "INVITE sip:200@192.0.2.10  100 → 200  51 in 45.1 s (limit 50, 9 not shown)  \"sip:100@example.com\"  call-id 7f3a@example.com\n",
            Written.Text(alert, Some.Packet(Some.Invite)));
    }

    [Fact]
    public void Alerts_that_were_held_back_are_said() =>
        Assert.Contains("  100 → 200  (40 not shown)  call-id", Written.Text(Some.Alert with { Suppressed = 40 }, Some.Packet(Some.Invite)), StringComparison.Ordinal);

    [Fact]
    public void A_fast_flood_is_told_in_milliseconds()
    {
        var packet = Some.Packet(Some.Invite);
        var alert = Some.Alert with { Count = 61, Limit = 60, Since = packet.Time + TimeSpan.FromMilliseconds(-37) };
        Assert.Contains("  61 in 37 ms (limit 60)", Written.Text(alert, packet), StringComparison.Ordinal);
    }

    [Fact]
    public void A_response_says_its_status_and_what_it_answers() =>
        Assert.EndsWith("  486 Busy Here to INVITE  100 → 200  call-id 7f3a@example.com\n", Written.Text(Some.Alert, Some.Packet(Some.Busy)), StringComparison.Ordinal);

    [Fact]
    public void A_packet_that_is_no_SIP_says_so() =>
        Assert.EndsWith("  not SIP  \"GET / HTTP/1.1\"\n", Written.Text(Some.Alert with { Detail = "GET / HTTP/1.1"u8 }, Some.Packet("hello")), StringComparison.Ordinal);

    [Fact]
    public void A_keep_alive_is_not_called_foreign() =>
        Assert.EndsWith("  keep-alive\n", Written.Text(Some.Alert, Some.Packet("\n\n")), StringComparison.Ordinal);

    [Fact]
    public void IPv6_shadow_mode_emergency_and_origin_are_said()
    {
        var packet = Some.Packet("x", source: "2001:db8::66", origin: new(NetAddress.Parse("2001:db8::bad"), 5070));

        Assert.EndsWith(
            "  [2001:db8::66]:5060 → [2001:db8::10]:5060  not SIP  would drop  emergency call  origin [2001:db8::bad]:5070\n",
            Written.Text(Some.Alert with { WouldDrop = true, Emergency = true }, packet),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Verdict.Pass, EventAction.Block, "  alert  [")]
    [InlineData(Verdict.Drop, EventAction.Alert, "  drop   [")]
    [InlineData(Verdict.Drop, EventAction.Block, "  block  [")]
    public void The_action_is_what_became_of_the_packet(Verdict verdict, EventAction action, string column) =>
        Assert.Contains(column, Written.Text(Some.Alert with { Verdict = verdict, Action = action }, Some.Packet("x")), StringComparison.Ordinal);

    [Theory]
    [InlineData("\u001b[31m", @"\x1b[31m")]
    [InlineData("a\r\nb\tc", @"a\r\nb\tc")]
    [InlineData("\"\\", @"\""\\")]
    [InlineData("x\u202Ey", @"x\u{202e}y")]
    [InlineData("Zoë 😀", "Zoë 😀")]
    [InlineData("a  b ", @"a \x20b\x20")]
    public void What_could_deceive_a_reader_is_escaped(string detail, string shown) =>
        Assert.EndsWith($"  \"{shown}\"\n", Written.Text(Some.Alert with { Detail = Encoding.UTF8.GetBytes(detail) }, Some.Packet("x")), StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_text_are_shown_in_hexadecimal() =>
        Assert.EndsWith("  \"\\xff\\xe2\\x82\"\n", Written.Text(Some.Alert with { Detail = [0xFF, 0xE2, 0x82] }, Some.Packet("x")), StringComparison.Ordinal);

    [Fact]
    public void Long_values_are_cut_visibly()
    {
        var packet = Some.Packet(Some.Invite.Replace("7f3a@example.com", new string('a', 200), StringComparison.Ordinal));

        Assert.EndsWith($"  call-id {new string('a', 96)}…\n", Written.Text(Some.Alert, packet), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.High, "\e[1;31mHIGH  \e[0m")]
    [InlineData(Severity.Medium, "\e[33mMEDIUM\e[0m")]
    [InlineData(Severity.Low, "\e[36mLOW   \e[0m")]
    public void A_terminal_shows_severities_in_colour(Severity severity, string coloured) =>
        Assert.Contains(coloured, Written.Text(Some.Alert with { Severity = severity }, Some.Packet("x"), colours: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(80, "03:04:05.123  HIGH    spit-caller  198.51.100.66 → 192.0.2.10 …")]
    [InlineData(120, "03:04:05.123  HIGH    spit-caller  198.51.100.66 → 192.0.2.10  \"sip:100@example.com calls\"  INVITE sip:200@192.0.2.10 …")]
    [InlineData(200, "2026-01-02T03:04:05.123456Z  HIGH    alert  [140:4001] spit-caller                    198.51.100.66:5060  → 192.0.2.10:5060      INVITE sip:200@192.0.2.10  100 → 200  \"sip:100@example.com calls\" …")]
    public void A_line_fits_the_terminal_and_ends_with_a_word(int width, string line)
    {
        Assert.InRange(line.EnumerateRunes().Count(), 1, width);
        Assert.Equal(line + "\n", Written.Text(Some.Alert with { Detail = "sip:100@example.com calls"u8 }, Some.Packet(Some.Invite), width: width));
    }

    [Fact]
    public void A_count_is_whole_or_left_out()
    {
        var alert = Some.Alert with { Count = 235, Limit = 20, Since = Some.Packet(Some.Invite).Time + TimeSpan.FromSeconds(-2) };
        for (var width = 40; width < 160; width++)
        {
            var line = Written.Text(alert, Some.Packet(Some.Invite), width: width);
            Assert.Equal(line.Contains("235", StringComparison.Ordinal), line.Contains("235 in 2.0 s (limit 20)", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Colours_take_no_room_in_a_line() =>
        Assert.Equal(
            Written.Text(Some.Alert, Some.Packet(Some.Invite), width: 80),
            System.Text.RegularExpressions.Regex.Replace(Written.Text(Some.Alert, Some.Packet(Some.Invite), colours: true, width: 80), "\e\\[[0-9;]*m", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
}
