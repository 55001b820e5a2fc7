using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class SyntaxTests
{
    [Theory]
    [InlineData("limits:\n\tbody: 3", "1:1: a tab where YAML wants spaces; indent with spaces")]
    [InlineData("calls: 'x", "1:8: a quote is opened here and not closed")]
    [InlineData("calls: @x", "1:8: text that starts with @, ` or % must be in quotes")]
    [InlineData("calls: a: b", "1:9: a second 'key:' in one value; check the indentation and the colon of the line before, or put the text in quotes")]
    [InlineData("ports: [1, 2\ncalls: 3", "1:8: a list or map in brackets starts here and is not closed, or its lines are not indented")]
    [InlineData("limits: {body: 3\ncalls: 3", "1:9: a list or map in brackets starts here and is not closed, or its lines are not indented")]
    [InlineData("calls: 3\nports\naction_drop: true", "2:1: expected 'key: value' here; check the indentation, the colon and the quotes")]
    [InlineData("guard: {name: \"\\q\"}", "1:15: an unknown escape between double quotes; write \\\\ for a backslash, or use single quotes")]
    [InlineData("guard: {name: \"\\UFFFFFFFF\"}", "1:26: an escape that names no Unicode character")]
    [InlineData("ports: [1, 2", "1:8: a comma or the closing ] is missing in the list that starts here")]
    [InlineData("limits: {body: 3", "1:9: a comma or the closing } is missing in the map that starts here")]
    [InlineData("guard: {several: [{depth: 3} {depth: 4}]}", "1:18: a comma or the closing ] is missing in the list that starts here")]
    [InlineData("? : ...}", "2:1: a key or a value is missing before this place")]
    [InlineData("calls: - 3", "1:8: a list item '- ' must start a line of its own; if it is text, put it in quotes")]
    [InlineData("...\n\n- x", "1:1: '...' ends a document; remove it")]
    [InlineData("{calls: 3}, {}", "1:11: text that belongs to nothing before it; expected lines of 'key: value'")]
    [InlineData("events: * ", "1:9: text that starts with & or * must be in quotes")]
    [InlineData("% calls", "1:1: text that starts with % must be in quotes")]
    [InlineData("!<>\n", "1:4: a tag without a name; remove what starts with '!', or put the text in quotes")]
    [InlineData("calls: &a 3", "1:8: anchors are not supported; remove '&a', or put the text in quotes")]
    [InlineData("calls: *a", "1:8: aliases are not supported; write out what '*a' stands for, or put the text in quotes")]
    [InlineData("calls: !!int 3", "1:8: tags are not supported; remove what starts with '!', or put the text in quotes")]
    [InlineData("? [calls]\n: 3", "1:3: a key must be a single word, not a list")]
    [InlineData(": 3", "1:1: a key is missing before the colon")]
    [InlineData("calls: 3\n---\ncalls: 4", "2:1: a second YAML document starts here; the file holds one, so remove the '---'")]
    [InlineData("calls: 3\nports: 5\0060", "2:9: a control character (U+0000) that YAML does not allow; remove it")]
    public void Text_that_is_no_plain_YAML_is_one_fault_with_its_place(string text, string fault) =>
        Assert.Equal($"sipcnf.yaml:{fault}", Sample.Fault(text));

    [Fact]
    public void A_tower_of_aliases_is_refused_before_it_grows() =>
        Assert.Equal(4, Sample.Faults("guard: &a [1]\nports: [*a, *a]\noutput: *a").Count(f => f.Contains("not supported", StringComparison.Ordinal)));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Deep_nesting_is_refused_where_it_becomes_too_deep(string opening) =>
        Assert.Contains("nested deeper than 16 levels", Sample.Fault(string.Concat(Enumerable.Repeat(opening, 10_000))), StringComparison.Ordinal);

    [Fact]
    public void A_file_over_one_mebibyte_is_refused() =>
        Assert.Equal("sipcnf.yaml: the file is larger than 1 MiB", Sample.Fault(new('#', ConfigurationLoader.MaxBytes + 1)));

    [Fact]
    public void A_file_of_one_mebibyte_is_read() =>
        Assert.Equal(7, Sample.Guard("calls: 7\n".PadRight(ConfigurationLoader.MaxBytes, '#')).Calls);

    [Theory]
    [InlineData(new byte[] { (byte)'#', (byte)'\n', (byte)'#', 0xC3, 0x28 }, "sipcnf.yaml:2:2: this is not UTF-8; save the file as UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "sipcnf.yaml: the file is UTF-16; save it as UTF-8")]
    public void Bytes_that_are_not_UTF8_are_a_fault(byte[] bytes, string fault) =>
        Assert.Equal(fault, Assert.Single(ConfigurationLoader.Load(Sample.Schema, bytes, "sipcnf.yaml").Faults).ToString());

    [Fact]
    public void Bytes_with_a_byte_order_mark_are_read() =>
        Assert.True(ConfigurationLoader.Load(Sample.Schema, [0xEF, 0xBB, 0xBF, .. "calls: 3 # é"u8], "sipcnf.yaml").IsValid);

    [Fact]
    public void A_missing_file_is_a_fault() =>
        Assert.Equal("no/such.yaml: the file does not exist", Assert.Single(ConfigurationLoader.LoadFile(Sample.Schema, "no/such.yaml").Faults).ToString());

    [Fact]
    public void A_directory_is_a_fault() =>
        Assert.StartsWith($"{AppContext.BaseDirectory}: the file cannot be read", Assert.Single(ConfigurationLoader.LoadFile(Sample.Schema, AppContext.BaseDirectory).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_file_is_read_with_its_arguments()
    {
        var path = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(path, "calls: 3\nlookback: 5s\n");

        var guard = ConfigurationLoader.LoadFile(Sample.Schema, path, ["calls=4"]).Configuration!.Section<SampleGuardOptions>();

        File.Delete(path);
        Assert.Equal((4, TimeSpan.FromSeconds(5)), (guard.Calls, guard.Lookback));
    }

    [Fact]
    public void Whatever_the_bytes_the_answer_is_a_configuration_or_faults()
    {
        var words = Gen.Elements(
            "calls", "guard", "events", "ports", ":", ": ", "\n", "\n  ", "\t", "- ", "[", "]", "{", "}", ",", "'", "\"", "\\U", "\\x", "FFFF", "&a ", "*a", "!", "!<", "|", ">", ">-", "%", "%YAML 1.2",
            "---", "...", "? ", "#", " #", "~", "30", "60s", "\r", "\r\n", "\u0085", "\uFEFF", "é", "\0", "@", "`");
        var property = Prop.ForAll(words.ListOf().ToArbitrary(), parts =>
        {
            var result = ConfigurationLoader.Load(Sample.Schema, Encoding.UTF8.GetBytes(string.Concat(parts)), "sipcnf.yaml");
            return result.IsValid == (result.Faults.Count == 0) && result.Faults.All(f => f.Message.Length > 0);
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(40));
    }
}
