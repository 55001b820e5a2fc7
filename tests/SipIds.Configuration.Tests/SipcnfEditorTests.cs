using SipIds.Configuration.Tests.Docs;
using SipIds.Host.Settings;
using SipIds.Preprocessors;
using SipIds.Preprocessors.Thresholds;

namespace SipIds.Configuration.Tests;

public sealed class SipcnfEditorTests
{
    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));

    [Fact]
    public void In_the_shipped_file_one_line_changes_and_nothing_else()
    {
        var before = Repository.Read("sipcnf.yaml").Split('\n');
        var lines = Change(string.Join('\n', before), "calls", "25", "was 60").Split('\n');
        var changed = Enumerable.Range(0, lines.Length).Where(line => !string.Equals(lines[line], before[line], StringComparison.Ordinal)).ToList();
        Assert.Equal("calls: 25  # tune: was 60", lines[Assert.Single(changed)]);
    }

    [Fact]
    public void The_changed_file_loads_with_the_new_values()
    {
        var text = SipcnfEditor.Change(Repository.Read("sipcnf.yaml"), [new("calls", "25", "a"), new("thresholds.users", "4096", "b"), new("call_table.capacity", "128", "c")]);
        var loaded = ConfigurationLoader.Load(s_schema, text, "sipcnf.yaml").Configuration!;
        Assert.Equal(128, loaded.Pipeline.CallTable.Capacity);
        Assert.Equal((25, 4096), (loaded.Section<ThresholdsOptions>().Calls, loaded.Section<ThresholdsOptions>().Users));
    }

    [Theory]
    [InlineData("calls: 60", "calls: 25  # tune: why")]
    [InlineData("calls: 60\n", "calls: 25  # tune: why\n")]
    [InlineData("calls:   60   \nbyes: 7\n", "calls:   25  # tune: why\nbyes: 7\n")]
    [InlineData("  calls: 60\n", "  calls: 25  # tune: why\n")]
    [InlineData("calls: 60\r\nbyes: 7\r\n", "calls: 25  # tune: why\r\nbyes: 7\r\n")]
    [InlineData("\uFEFFcalls: 60\n", "\uFEFFcalls: 25  # tune: why\n")]
    [InlineData("{calls: 60, byes: 7}\n", "{calls: 25, byes: 7}  # tune: why\n")]
    [InlineData("calls:  # mine\nbyes: 7\n", "calls: 25  # mine\nbyes: 7\n")]
    [InlineData("\"calls\": 60\n", "\"calls\": 25  # tune: why\n")]
    public void A_value_is_replaced_where_it_stands(string before, string after) => Assert.Equal(after, Change(before));

    [Fact]
    public void Somebody_s_comment_stays_and_ours_goes_above_it() =>
        Assert.Equal("# old\n# tune: why\ncalls: 25 # mine\n", Change("# old\ncalls: 60 # mine\n"));

    [Theory]
    [InlineData("peers: []\n", "peers: [192.0.2.1, 2001:db8::1]  # seen: why\n")]
    [InlineData("peers: [192.0.2.9]\n", "peers: [192.0.2.9, 192.0.2.1, 2001:db8::1]  # seen: why\n")]
    [InlineData("peers: [ 192.0.2.1, ] # mine\n", "# seen: why\npeers: [ 192.0.2.1, 2001:db8::1] # mine\n")]
    [InlineData("peers:\n  - 192.0.2.9 # mine\n  - 192.0.2.1\ncalls: 60\n", "peers:\n  - 192.0.2.9 # mine\n  - 192.0.2.1\n  - 2001:db8::1  # seen: why\ncalls: 60\n")]
    [InlineData("peers:\n- 192.0.2.9", "peers:\n- 192.0.2.9\n- 192.0.2.1  # seen: why\n- 2001:db8::1\n")]
    [InlineData("peers: [192.0.2.1, \"2001:db8::1\"]\n", "peers: [192.0.2.1, \"2001:db8::1\"]\n")]
    [InlineData("peers: 192.0.2.9 # mine\n", "# seen: why\npeers: [192.0.2.9, 192.0.2.1, 2001:db8::1] # mine\n")]
    [InlineData("peers: [192.0.2.9, # mine\n  192.0.2.1,\n]\n", "# seen: why\npeers: [192.0.2.9, # mine\n  192.0.2.1, 2001:db8::1,\n]\n")]
    [InlineData("# seen: before\npeers: [\n] # none\n", "# seen: why\npeers: [192.0.2.1, 2001:db8::1\n] # none\n")]
    [InlineData("calls: 60\n", "calls: 60\npeers: [192.0.2.1, 2001:db8::1]  # seen: why\n")]
    public void A_list_gets_the_entries_that_it_lacks(string before, string after) => Assert.Equal(after, SipcnfEditor.Change(before, [Peers]));

    [Fact]
    public void A_value_over_several_lines_is_left_to_its_writer() =>
        Assert.Contains("spans several lines", Assert.Throws<FormatException>(() => Change("state: \"/var\n  /lib\"\n", "state", "a")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_map_is_filled_and_another_is_left_to_its_writer()
    {
        var sides = new SettingEdit("sides", "{ eth1: [192.0.2.0/24] }", "why") { Mark = "seen:" };
        Assert.Equal("sides: { eth1: [192.0.2.0/24] }  # seen: why\n", SipcnfEditor.Change("sides: {}\n", [sides]));
        Assert.Throws<FormatException>(() => SipcnfEditor.Change("sides: { eth2: [192.0.2.0/24] }\n", [sides]));
    }

    [Fact]
    public void Our_comment_of_before_is_replaced()
    {
        Assert.Equal("calls: 25  # tune: why\n", Change("calls: 60  # tune: last week\n"));
        Assert.Equal("# tune: why\ncalls: 25 # mine\n", Change("# tune: last week\ncalls: 60 # mine\n"));
    }

    [Fact]
    public void A_number_sign_in_quotes_is_no_comment() =>
        Assert.Equal("{calls: 25, emergency: ['a #b']}  # tune: why\n", Change("{calls: 60, emergency: ['a #b']}\n"));

    [Theory]
    [InlineData("", "calls: 25  # tune: why\n")]
    [InlineData("# mine\n", "# mine\ncalls: 25  # tune: why\n")]
    [InlineData("byes: 7", "byes: 7\ncalls: 25  # tune: why\n")]
    [InlineData("  byes: 7\n", "  byes: 7\n  calls: 25  # tune: why\n")]
    [InlineData("{byes: 7}\n", "{calls: 25, byes: 7}\n")]
    [InlineData("{}\n", "{calls: 25}\n")]
    public void What_is_not_there_is_added(string before, string after) => Assert.Equal(after, Change(before));

    [Theory]
    [InlineData("byes: 7\n", "byes: 7\nthresholds:\n  users: 99  # tune: why\n")]
    [InlineData("thresholds:\n    targets: 64\nbyes: 7\n", "thresholds:\n    users: 99  # tune: why\n    targets: 64\nbyes: 7\n")]
    [InlineData("thresholds:\nbyes: 7\n", "thresholds:\n  users: 99  # tune: why\nbyes: 7\n")]
    [InlineData("thresholds: ~ # mine\nbyes: 7\n", "thresholds: # mine\n  users: 99  # tune: why\nbyes: 7\n")]
    [InlineData("thresholds: {targets: 64}\n", "thresholds: {users: 99, targets: 64}\n")]
    [InlineData("thresholds:", "thresholds:\n  users: 99  # tune: why\n")]
    public void In_a_section_too(string before, string after) => Assert.Equal(after, Change(before, "thresholds.users", "99"));

    [Theory]
    [InlineData("calls: 60\n...\n", "byes")]
    [InlineData("calls: [1, 2]\n", "calls")]
    [InlineData("calls: {a: 1}\n", "calls")]
    [InlineData("- calls\n", "calls")]
    [InlineData("calls: [\n", "calls")]
    public void What_cannot_be_changed_in_place_is_refused_with_what_to_write(string text, string setting) =>
        Assert.Contains($"write '{setting}: 25' by hand", Assert.Throws<FormatException>(() => Change(text, setting)).Message, StringComparison.Ordinal);

    private static SettingEdit Peers => new("peers", "[192.0.2.1, 2001:db8::1]", "why") { Added = ["192.0.2.1", "2001:db8::1"], Mark = "seen:" };

    private static string Change(string text, string path = "calls", string value = "25", string comment = "why") =>
        SipcnfEditor.Change(text, [new(path, value, comment)]);
}
