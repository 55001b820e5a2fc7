using System.Text.RegularExpressions;

namespace SipIds.Host.Tests.Packaging;

/// <summary>What the Debian package installs agrees with the program and with the checkout.</summary>
public sealed class PackagingTests
{
    [Theory]
    [InlineData("ids", "IDS_OPTIONS")]
    [InlineData("ips", "IPS_OPTIONS")]
    public void A_service_starts_the_program_with_options_that_it_has(string mode, string variable)
    {
        var start = Lines($"packaging/systemd/sipids-{mode}.service").Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal));
        var added = Lines("packaging/debian/sipids.default").Single(line => line.StartsWith($"{variable}=", StringComparison.Ordinal));
        var help = CommandLine.Program.Run(mode, "--help").Output;

        Assert.StartsWith($"ExecStart=/usr/bin/sipids {mode} --config /etc/sipids/sipcnf.yaml ${variable}", start, StringComparison.Ordinal);
        Assert.All(Options($"{start} {added[(variable.Length + 2)..]}"), option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ids")]
    [InlineData("ips")]
    public void A_service_tells_systemd_that_it_is_ready_and_has_no_right_but_two(string mode)
    {
        var unit = Lines($"packaging/systemd/sipids-{mode}.service");

        Assert.Contains("Type=notify", unit, StringComparer.Ordinal);
        Assert.Contains("User=sipids", unit, StringComparer.Ordinal);
        Assert.Contains("AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN", unit, StringComparer.Ordinal);
        Assert.Contains("CapabilityBoundingSet=CAP_NET_RAW CAP_NET_ADMIN", unit, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("ids")]
    [InlineData("ips")]
    public void A_service_may_keep_what_it_learnt(string mode) => Assert.Contains("StateDirectory=sipids", Lines($"packaging/systemd/sipids-{mode}.service"), StringComparer.Ordinal);

    [Fact]
    public void The_manual_names_every_command()
    {
        var commands = CommandLine.Program.Run("--help").Lines.SkipWhile(line => line != "Commands:").Where(line => line is [' ', ' ', >= 'a' and <= 'z', ..]).Select(line => line.Trim().Split(' ')[0]).ToArray();
        Assert.Contains("tune", commands, StringComparer.Ordinal);
        Assert.All(commands, command => Assert.Contains($".B {command}", Lines("packaging/debian/sipids.1"), StringComparer.Ordinal));
    }

    [Fact]
    public void A_page_of_the_package_leads_to_no_page_that_is_not_in_it()
    {
        var packaged = PackagedFiles().Select(file => file.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var page in packaged.Where(file => file.StartsWith("docs/", StringComparison.Ordinal) && file.EndsWith(".md", StringComparison.Ordinal)))
        {
            var links = Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, page)), @"\]\((?<target>[a-z-]+\.md)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(link => $"docs/{link.Groups["target"].Value}");
            Assert.All(links, link => Assert.Contains(link, packaged));
        }
    }

    [Fact]
    public void Every_file_of_the_package_is_in_the_checkout() =>
        Assert.All(PackagedFiles(), file => Assert.True(File.Exists(Path.Combine(Repository.Root, file.Source)), file.Source));

    [Fact]
    public void What_an_operator_changes_is_kept_at_an_upgrade()
    {
        var underEtc = PackagedFiles().Select(file => $"/{file.Target}").Where(target => target.StartsWith("/etc/", StringComparison.Ordinal));
        Assert.Equal(underEtc.Order(StringComparer.Ordinal), Lines("packaging/debian/conffiles").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_settings_of_the_package_are_those_of_the_checkout_and_hold_no_fault()
    {
        Assert.Contains(("sipcnf.yaml", "etc/sipids/sipcnf.yaml"), PackagedFiles());
        Assert.Equal(0, CommandLine.Program.Run("config", "check", Path.Combine(Repository.Root, "sipcnf.yaml")).Code);
    }

    private static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Repository.Root, path));

    private static IEnumerable<string> Options(string commandLine) =>
        commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"')).Where(word => word.StartsWith('-'));

    private static IEnumerable<(string Source, string Target)> PackagedFiles() => Lines("packaging/debian/files")
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(words => (words[0], words[1]));
}
