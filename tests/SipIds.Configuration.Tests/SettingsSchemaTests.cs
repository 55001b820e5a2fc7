using SipIds.Configuration.Tests.Samples;
using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Configuration.Tests;

public sealed class SettingsSchemaTests
{
    [Fact]
    public void Settings_are_listed_in_the_order_of_the_file() =>
        Assert.Equal(
            [
                "ports", "proxy_ip", "sides", "peers", "asserted_from", "trusted", "suppress", "emergency", "emergency_rate",
                "action_drop", "on_drop_stream", "block_time", "block_list", "events",
                "period", "midstream_grace", "standing_grace", "reorder",
                "calls", "lookback",
                "limits",
                "decoder", "standing", "call_table",
                "output", "output.file", "output.append",
                "guard", "guard.enabled", "guard.call_id_host", "guard.total", "guard.share", "guard.name", "guard.path", "guard.tools", "guard.delays", "guard.first",
                "guard.inner", "guard.inner.depth", "guard.inner.size", "guard.several", "guard.books",
                "plugins", "plugins.paths", "plugins.max_faults", "plugins.budget",
            ],
            Sample.Schema.Settings.Where(s => s.Parent is not ("limits" or "decoder" or "standing" or "call_table")).Select(s => s.Path),
            StringComparer.Ordinal);

    [Fact]
    public void A_setting_says_its_help_type_default_and_range()
    {
        var lookback = Sample.Schema.Settings.Single(s => s.Path == "lookback");

        Assert.Equal(
            ("lookback", "How far back.", "a duration", "1m", "1s to 1d"),
            (lookback.Path, lookback.Help, lookback.Type, lookback.Default, lookback.Range));
        Assert.False(lookback.IsSection);
    }

    [Fact]
    public void What_stands_in_a_section_needs_a_restart_with_it_and_shares_its_group()
    {
        var depth = Sample.Schema.Settings.Single(s => s.Path == "decoder.max_depth");

        Assert.True(depth.NeedsRestart);
        Assert.Equal(SettingGroup.Memory, depth.Group);
    }

    [Fact]
    public void An_event_that_names_a_setting_is_named_by_it()
    {
        Assert.Equal(["syntax-header"], Sample.Schema.Settings.Single(s => s.Path == "guard.inner.depth").Events, StringComparer.Ordinal);
        Assert.Empty(Sample.Schema.Settings.Single(s => s.Path == "guard.total").Events);
    }

    [Fact]
    public void Every_setting_has_help() => Assert.All(Sample.Schema.Settings, s => Assert.NotEmpty(s.Help));

    [Fact]
    public void The_options_of_a_registration_are_found_by_it()
    {
        var registration = new PreprocessorRegistry().Add<SampleGuard, SampleGuardOptions>().Registrations[0];

        var options = Assert.IsType<SampleGuardOptions>(Sample.Valid("calls: 4").OptionsOf(registration));

        Assert.Equal(4, options.Calls);
    }

    [Theory]
    [MemberData(nameof(BadSections))]
    public void Options_that_make_no_sense_are_the_author_s_mistake(object options, string message)
    {
        var section = new SettingsSection("bad", "Bad.", options);

        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => new SettingsSchema(new(), section)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_settings_of_one_key_are_the_author_s_mistake() =>
        Assert.Throws<InvalidOperationException>(() => new SettingsSchema(new(), new SettingsSection("ports", "Twice.", new SampleOutputOptions())));

    public static TheoryData<object, string> BadSections() => new()
    {
        { new OutOfRange(), "setting OutOfRange.Value has the default 0, but only 1 to 9 is allowed" },
        { new UnknownType(), "setting UnknownType.Value has a type that no setting can have" },
        { new NoInit(), "setting NoInit.Value has no init accessor" },
        { new BadBound(), "setting BadBound.Value: the bound '5' is not a duration" },
        { new InItself(), "is nested too deeply, or in itself" },
    };

    private sealed record OutOfRange
    {
        [Setting("Help.", Min = 1, Max = 9)]
        public int Value { get; init; }
    }

    private sealed record UnknownType
    {
        [Setting("Help.")]
        public Version Value { get; init; } = new();
    }

    private sealed record NoInit
    {
        [Setting("Help.")]
        public int Value { get; } = 3;
    }

    private sealed record BadBound
    {
        [Setting("Help.", Min = 5)]
        public TimeSpan Value { get; init; }
    }

    private sealed record InItself
    {
        [Setting("Help.")]
        public IReadOnlyList<InItself> Value { get; init; } = [];
    }
}
