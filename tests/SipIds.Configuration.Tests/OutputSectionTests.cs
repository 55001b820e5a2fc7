using SipIds.Configuration.Tests.Samples;
using SipIds.Outputs;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Tests;

/// <summary>Registered outputs have their settings in the section of all outputs.</summary>
public sealed class OutputSectionTests
{
    private static readonly OutputRegistry s_outputs = new OutputRegistry().Add<SampleFile, SampleFileOptions>();
    private static readonly SettingsSchema s_schema = SchemaOf(s_outputs);

    [Fact]
    public void The_settings_of_an_output_stand_before_those_that_all_outputs_share() =>
        Assert.Equal(
            ["outputs", "outputs.file", "outputs.file.path", "outputs.file.lines", "outputs.queue"],
            s_schema.Settings.Select(setting => setting.Path).Where(path => path.StartsWith("outputs", StringComparison.Ordinal)),
            StringComparer.Ordinal);

    [Fact]
    public void The_file_and_the_arguments_set_them()
    {
        var section = Valid("outputs: {file: {path: a.log, lines: 3}, queue: 7}", "outputs.file.lines=5");

        Assert.Equal((7, new SampleFileOptions { Path = "a.log", Lines = 5 }), (section.Queue, section.Of<SampleFileOptions>()));
        Assert.Equal(new SampleFileOptions { Path = "a.log", Lines = 5 }, section.Of(s_outputs.Find("file")!));
    }

    [Fact]
    public void Without_a_word_they_have_their_defaults()
    {
        Assert.Equal(new SampleFileOptions(), Valid("").Of<SampleFileOptions>());
        Assert.Equal(new SampleFileOptions(), Valid("outputs: {queue: 7}").Of<SampleFileOptions>());
    }

    [Theory]
    [InlineData("outputs: {file: {lines: 100}}", "sipcnf.yaml:1:25: outputs.file.lines: '100' is out of range")]
    [InlineData("outputs: {flie: {lines: 10}}", "sipcnf.yaml:1:11: unknown key 'flie' in 'outputs'; did you mean 'file'?")]
    [InlineData("outputs: {file: {path: /}}", "sipcnf.yaml:1:24: outputs.file.path: names no file")]
    public void What_is_wrong_with_them_is_reported_at_its_place(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Load(text).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_defaults_are_written_with_the_help_of_each()
    {
        var text = SipcnfWriter.WriteDefaults(s_schema);

        Assert.Matches(@"\n  # Alerts in a file\.[^\n]*\n  file:\n    # Where it is\.[^\n]*\n(    #[^\n]*\n)?    path: null\n", text);
        Assert.Equal(SipcnfWriter.Write(s_schema.Defaults), SipcnfWriter.Write(Load(text).Configuration!));
        Assert.Contains("\"description\": \"Alerts in a file.", SettingsJsonSchema.Write(s_schema), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_setting_of_an_output_waits_for_the_next_start()
    {
        var running = Load("outputs: {file: {lines: 3}}").Configuration!;

        var reload = ConfigurationReload.Of(running, Load("outputs: {file: {lines: 4}, queue: 5}").Configuration!);

        Assert.Equal([("outputs.file.lines", true), ("outputs.queue", false)], reload.Changes.Select(change => (change.Path, change.NeedsRestart)));
        Assert.Equal((3, 5), (reload.Configuration.Section<SampleOutputsSection>().Of<SampleFileOptions>().Lines, reload.Configuration.Section<SampleOutputsSection>().Queue));
        Assert.Equal(3, running.Section<SampleOutputsSection>().Of<SampleFileOptions>().Lines);
    }

    [Fact]
    public void An_output_that_was_not_there_before_has_its_settings_as_they_were_read()
    {
        var running = ConfigurationLoader.Load(SchemaOf(new()), "", "sipcnf.yaml").Configuration!;

        var reload = ConfigurationReload.Of(running, Load("outputs: {file: {lines: 4}}").Configuration!);

        Assert.Empty(reload.Changes);
        Assert.Equal(4, reload.Configuration.Section<SampleOutputsSection>().Of<SampleFileOptions>().Lines);
    }

    [Fact]
    public void An_output_cannot_have_the_name_of_a_setting_of_the_section()
    {
        var outputs = s_outputs.Copy().AddBatch<SampleQueue, SampleQueueOptions>();

        Assert.Equal("'queue' is no name for an output: it is a setting of 'outputs' already", Assert.Throws<InvalidOperationException>(() => SchemaOf(outputs)).Message);
    }

    [Fact]
    public void An_output_is_registered_once() =>
        Assert.Equal("an output named 'file' is already registered", Assert.Throws<InvalidOperationException>(() => s_outputs.Copy().Add<SampleFile, SampleFileOptions>()).Message);

    [Fact]
    public void A_batch_output_is_created_behind_what_collects_for_it()
    {
        var registration = new OutputRegistry().AddBatch<SampleQueue, SampleQueueOptions>().Registrations[0];
        var collector = new SampleFile();

        Assert.Same(collector, registration.Create(registration.Defaults, new() { Batch = (output, _) => output is SampleQueue ? collector : throw new InvalidOperationException() }));
    }

    private static SettingsSchema SchemaOf(OutputRegistry outputs) =>
        new(new PreprocessorRegistry(), new SettingsSection("outputs", "Where alerts go.", new SampleOutputsSection()) { Outputs = outputs });

    private static ConfigurationResult Load(string text, params string[] overrides) => ConfigurationLoader.Load(s_schema, text, "sipcnf.yaml", overrides);

    private static SampleOutputsSection Valid(string text, params string[] overrides) => Load(text, overrides).Configuration!.Section<SampleOutputsSection>();
}
