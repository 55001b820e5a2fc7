namespace SipIds.Host.Tests.CommandLine;

public sealed class LiveTests
{
    [Theory]
    [InlineData("ids", "--interface")]
    [InlineData("ips", "ips needs either --queue or --bridge.")]
    [InlineData("ips --queue 0 --bridge eth1:eth2", "ips needs either --queue or --bridge.")]
    [InlineData("ips --bridge eth1", "'eth1' is not two interfaces, as in eth1:eth2.")]
    [InlineData("ips --bridge eth1:eth2:eth3", "'eth1:eth2:eth3' is not two interfaces")]
    [InlineData("ips --queue x", "'x' is neither a queue nor two")]
    [InlineData("ips --queue 3:1", "'3:1' is neither a queue nor two, the first before the last")]
    [InlineData("ips --queue 65536", "queues are from 0 to 65535")]
    [InlineData("ips --bridge eth1:eth2 --install-rules", "a bridge needs no rules")]
    [InlineData("ids -i eth0 --workers 0", "--workers is a number from 1 to 64.")]
    [InlineData("ids -i eth0 --workers many", "--workers is a number from 1 to 64.")]
    [InlineData("ids --source sharppcap", "'sharppcap' is no source and what it watches")]
    [InlineData("ids --source sharppcap:", "'sharppcap:' is no source and what it watches")]
    [InlineData("ids --source sharpcap:eth0", "as in sharppcap:eth0.")]
    [InlineData("ids --source sharppcap:eth0 --workers 2", "sharppcap does not share an interface out among --workers.")]
    [InlineData("discover --source nothing:eth0", "'nothing:eth0' is no source and what it watches")]
    [InlineData("ids eth0", "'eth0' is no command or option of 'sipids ids'")]
    public void A_wrong_command_line_ends_with_2_and_says_why(string arguments, string reason)
    {
        var finished = Program.Run(arguments.Split(' '));

        Assert.Equal(2, finished.Code);
        Assert.Empty(finished.Output);
        Assert.Contains(reason, finished.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ids", "--interface <eth0>", "--source <sharppcap:en0>", "--workers <n>")]
    [InlineData("ips", "--queue <0[:3]>", "--bridge <eth1:eth2>", "--install-rules", "--own-traffic")]
    public void Help_explains_every_option(string command, params string[] options)
    {
        var help = Program.Run(command, "--help");

        Assert.Equal(0, help.Code);
        Assert.All([.. options, "--config <sipcnf.yaml>", "--set <key=value>", "--eve <path>", "--pcap-log <path>", "--format <json|text>"], option => Assert.Contains(option, help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void A_faulty_setting_ends_with_2_before_anything_is_opened()
    {
        var finished = Program.Run("ids", "-i", "no-such-interface", "--set", "on_failure=maybe", "--set", "live.watchdog=1ms");

        Assert.Equal(2, finished.Code);
        Assert.Equal(2, finished.ErrorLines.Count);
        Assert.All(finished.ErrorLines, line => Assert.StartsWith("--set ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_log_target_that_is_none_ends_with_2_and_a_sentence()
    {
        var finished = Program.Run("ids", "-i", "no-such-interface", "--set", "outputs.syslog.target=somewhere");

        Assert.Equal(2, finished.Code);
        Assert.Contains("'somewhere' is neither udp:HOST:PORT nor tcp:HOST:PORT nor unix:/PATH", Assert.Single(finished.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-i", "no-such-interface")]
    [InlineData("--source", "afpacket:no-such-interface")]
    [InlineData("--source", "sharppcap:no-such-interface")]
    public void An_interface_that_is_not_there_ends_with_3_and_one_sentence(string option, string name)
    {
        var finished = Program.Run("ids", option, name);

        Assert.Equal(3, finished.Code);
        Assert.Matches("^sipids: .*\\.$", Assert.Single(finished.ErrorLines, line => line.StartsWith("sipids: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void SIGHUP_while_it_starts_does_not_end_it()
    {
        using var scratch = new Scratch();

        // The shell waits until the pipe is opened to be read, which is when the settings are.
        var finished = Program.Shell("mkfifo $1; $sipids ids -i nowhere0 -c $1 & exec 3>$1; kill -HUP $!; echo 'calls: 3' >&3; exec 3>&-; wait $!", scratch["sipcnf.yaml"]);

        Assert.Equal(3, finished.Code);
    }
}
