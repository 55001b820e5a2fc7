namespace SipIds.Host.Tests.CommandLine;

public sealed class HelpTests
{
    [Fact]
    public void Without_arguments_there_is_help_and_status_2()
    {
        var plain = Program.Run();
        Assert.Equal((2, Program.Run("--help").Output), (plain.Code, plain.Output));
    }

    [Fact]
    public void An_argument_too_many_is_no_command() =>
        Assert.StartsWith("sipids: 'b' is one too many for 'sipids config check'.\n", Program.Run("config", "check", "a", "b").Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-?")]
    public void Help_shows_examples_commands_and_exit_codes(string option)
    {
        var help = Program.Run(option);
        Assert.Equal(0, help.Code);
        Assert.Empty(help.Errors);
        Assert.All(["sipids read capture.pcap", "sipids config check sipcnf.yaml", "read", "config", "events", "3 an input could not be read"], part => Assert.Contains(part, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Help_of_read_explains_every_option()
    {
        var help = Program.Run("read", "--help");
        Assert.Equal(0, help.Code);
        Assert.All(["--config <sipcnf.yaml>", "--set <key=value>", "--eve <path>", "--pcap-log <path>", "--format <json|text>", "--inline", "pcapng", "standard input"], part => Assert.Contains(part, help.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sipids: 'raed' is no command or option of 'sipids'; did you mean 'read'?", "raed")]
    [InlineData("sipids: '--interfaec' is no command or option of 'sipids ids'; did you mean '--interface'?", "ids", "-i", "lo", "--interfaec")]
    [InlineData("sipids: 'zebra' is no command or option of 'sipids'.", "zebra")]
    public void A_slip_is_answered_with_what_was_meant(string answer, params string[] arguments) => Assert.Equal(answer, Program.Run(arguments).ErrorLines[0]);

    [Fact]
    public void Version_is_one_line_with_the_version() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", Program.Run("--version").Output);

    [Theory]
    [InlineData("read", "sipids read --help")]
    [InlineData("config", "sipids config --help")]
    [InlineData("config check", "sipids config check --help")]
    [InlineData("raed capture.pcap", "'raed' is no command")]
    [InlineData("config chek sipcnf.yaml", "'chek' is no command")]
    [InlineData("events spit extra", "'extra' is one too many for 'sipids events'")]
    [InlineData("read --nope capture.pcap", "There is no option '--nope'; a file of that name is './--nope'")]
    [InlineData("read -x capture.pcap", "There is no option '-x'")]
    [InlineData("read capture.pcap --format xml", "'json'")]
    [InlineData("read capture.pcap --eve", "--eve")]
    public void A_wrong_command_line_ends_with_2_and_a_hint(string arguments, string hint)
    {
        var finished = Program.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, finished.Code);
        Assert.Empty(finished.Output);
        Assert.Contains(hint, finished.Errors, StringComparison.Ordinal);
        Assert.StartsWith("Try 'sipids", finished.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("read", "")]
    [InlineData("read", "capture.pcap", "--eve", "")]
    [InlineData("read", "capture.pcap", "--pcap-log", "")]
    [InlineData("read", "capture.pcap", "-c", "")]
    [InlineData("config", "check", "")]
    public void An_empty_path_ends_with_2(params string[] arguments)
    {
        var finished = Program.Run(arguments);
        Assert.Equal(2, finished.Code);
        Assert.Contains("A file has a name", finished.Errors, StringComparison.Ordinal);
    }
}
