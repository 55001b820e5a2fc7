using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class SipcnfWriterTests
{
    private static readonly string[] s_lines = SipcnfWriter.WriteDefaults(Sample.Schema).Split('\n');

    [Fact]
    public void The_written_file_loads_as_the_defaults() =>
        Assert.Equal(SipcnfWriter.Write(Sample.Schema.Defaults), SipcnfWriter.Write(Sample.Valid(string.Join('\n', s_lines))));

    [Fact]
    public void The_written_file_names_every_key() =>
        Assert.All(Sample.Schema.Settings, s => Assert.Contains(s_lines, line => line.TrimStart().StartsWith($"{s.Key}:", StringComparison.Ordinal)));

    [Fact]
    public void No_line_is_wider_than_100_columns() => Assert.DoesNotContain(s_lines, line => line.Length > 100);

    [Fact]
    public void A_key_follows_its_help_default_and_range() =>
        Assert.Contains("\n# How far back.\n# Default: 1m; allowed: 1s to 1d.\nlookback: 1m\n", string.Join('\n', s_lines), StringComparison.Ordinal);

    [Theory]
    [InlineData("# Records in a list. Such as: [{depth: 2}]\n")]
    [InlineData("# Delays by name. Such as:\n  #   delays:\n  #     fast: 20ms\n")]
    [InlineData("# Whether a Call-ID has a host.\n  #   optional      either will do\n  #   required      it has one\n  #   not_allowed   it has none\n  # Default: optional.\n")]
    [InlineData("    # The oldest of them\n    - friendly-scanner\n")]
    [InlineData("# Events 1002, 4001. Looks after nothing. And says so.\nguard:\n")]
    [InlineData("# A record inside.\n  inner:\n    # How deep.\n    # Default: 3; allowed: 1 to 9. Event: syntax-header.\n    depth: 3\n")]
    [InlineData("# ── Thresholds: more than this many in a period is an attack ──────────────────────────────────────\n#\n# The defaults let")]
    public void What_the_property_says_is_written(string text) => Assert.Contains(text, string.Join('\n', s_lines), StringComparison.Ordinal);

    [Fact]
    public void A_long_list_stands_line_by_line() =>
        Assert.Contains("\n  tools:\n    # The oldest of them\n    - friendly-scanner\n    - sipvicious\n", string.Join('\n', s_lines), StringComparison.Ordinal);

    [Fact]
    public void A_changed_configuration_loads_as_it_was_written()
    {
        var changed = Sample.Valid("""
            events: {spit-caller: block}
            trusted: ["::/0", 10.1.2.3]
            emergency: [' ', "a\tb", 'null', '- x', "\u2028"]
            guard: {path: 'x: y', delays: {"a b": 1h30m, '~': 10ms}, several: [{depth: 2}], first: "::/1"}
            """);

        Assert.Equal(SipcnfWriter.Write(changed), SipcnfWriter.Write(Sample.Valid(SipcnfWriter.Write(changed))));
    }
}
