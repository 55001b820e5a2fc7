using SipIds.Configuration.Tests.Docs;
using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests;

/// <summary>Whatever a file looks like, a change of one setting changes that setting, and every comment stays where it was.</summary>
public sealed class SipcnfEditorKeepsTests
{
    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));

    private static readonly SettingEdit[] s_edits =
    [
        new("calls", "25", "why"),
        new("thresholds.users", "4096", "why"),
        new("limits.headers", "64", "why"),
        new("peers", "[192.0.2.77, 2001:db8::77]", "why") { Added = ["192.0.2.77", "2001:db8::77"] },
    ];

    public static TheoryData<string> Texts() =>
    [
        "",
        "# only a comment",
        "# only a comment\n\n\n",
        "calls: 60",
        "calls: 60 # mine",
        "calls: 60\t# mine\n",
        "calls: 60 # mine # and more\n# below\nbyes: 7",
        "# above\n\n# of calls\ncalls: 60\n\n# of byes\nbyes: 7\n# the end\n",
        "---\n# of calls\ncalls: 60 # mine\n",
        "\uFEFF# with a mark\ncalls: 60\n",
        "\"calls\": 60 # quoted\n'byes': 7\n",
        "thresholds:\nbyes: 7 # mine\n",
        "thresholds: # nothing yet\n  # users: 1000\nbyes: 7\n",
        "thresholds: ~ # nothing\nbyes: 7\n",
        "thresholds: null\n# the end",
        "thresholds:\n    # of targets\n    targets: 64 # few\n    # after targets\nbyes: 7\n",
        "thresholds:\n  users: 99 # few\n  # after\n",
        "thresholds: {targets: 64} # flow\n",
        "thresholds: {} # empty\n",
        "thresholds: {targets: 64, # few\n  users: 99} # fewer\n",
        "limits:\n  # of headers\n  headers: 99 # few\n\n  # of body\n  body: 4KiB\nthresholds:\n  # of users\n  users: 99\n",
        "{calls: 60, byes: 7} # all in one\n",
        "{\n  # of calls\n  calls: 60, # few\n  byes: 7 # more\n}\n",
        "peers: [] # none yet\n",
        "peers: [192.0.2.9] # one\n",
        "peers: [ 192.0.2.9, ] # one and a comma\n",
        "peers: [192.0.2.9, # the first\n  192.0.2.10 # the second\n] # all\n",
        "peers: [\n  192.0.2.9, # the first\n  # nothing\n  '192.0.2.10', # the second\n]\n",
        "peers: [\n  # none yet\n]\ncalls: 60\n",
        "peers:\n  # the office\n  - 192.0.2.9 # the first\n  # the carrier\n  - 192.0.2.10 # the second\n  # no more\n\n# of calls\ncalls: 60\n",
        "peers:\n- 192.0.2.9 # at the edge\n# no more\ncalls: 60",
        "peers:\n    -   192.0.2.9\n    -   \"2001:db8::9\" # quoted",
        "peers: 192.0.2.9 # alone\n",
        "events:\n  # of phones\n  mandatory-max-forwards: off # old ones\ncalls: 60\n",
        "suppress:\n  # our dialler\n  - { event: extension-scan, source: 192.0.2.50 } # for now\n",
        Repository.Read("sipcnf.yaml"),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_setting_changes_and_no_other(string text) => All(text, (edit, before, after) =>
        Assert.Equal(
            SipcnfWriter.Write(ConfigurationLoader.Load(s_schema, before, "a.yaml", [$"{edit.Path}={WholeValueOf(edit, before)}"]).Configuration!),
            SipcnfWriter.Write(ConfigurationLoader.Load(s_schema, after, "a.yaml").Configuration!)));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_comment_stays_and_the_order_with_it(string text) => All(text, (_, before, after) =>
    {
        var kept = WordsOf(after).ToList();
        var from = 0;
        foreach (var word in WordsOf(before))
        {
            from = kept.IndexOf(word, from) + 1;
            Assert.True(from > 0, $"'{word}' is gone or moved:\n{after}");
        }
    });

    [Theory]
    [MemberData(nameof(Texts))]
    public void Lines_end_as_they_did(string text) => All(text, (_, before, after) =>
        Assert.DoesNotContain(after.Split('\n')[..^1], line => line.EndsWith('\r') != before.Contains('\r', StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_same_change_again_changes_nothing(string text) => All(text, (edit, _, after) => Assert.Equal(after, SipcnfEditor.Change(after, [edit])));

    private static void All(string text, Action<SettingEdit, string, string> verify)
    {
        foreach (var before in new[] { text, text.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            foreach (var edit in s_edits)
            {
                verify(edit, before, SipcnfEditor.Change(before, [edit]));
            }
        }
    }

    // Of a list what it had stays.
    private static string WholeValueOf(SettingEdit edit, string text)
    {
        var had = ConfigurationLoader.Load(s_schema, text, "a.yaml").Configuration!.Pipeline.Peers.Select(peer => $"{peer}");
        return edit.Added is { } added ? $"[{string.Join(", ", had.Concat(added).Select(entry => $"'{entry}'"))}]" : edit.Value;
    }

    // Keys, comments and list entries, without the numbers that may change.
    private static IEnumerable<string> WordsOf(string text) => text
        .Split([' ', '\t', '\r', '\n', ',', '[', ']', '{', '}', '~'], StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word is not ("60" or "99" or "128" or "65536" or "null"));
}
