using System.Reflection;
using System.Runtime.CompilerServices;
using SipIds.Capture.PcapFile;
using SipIds.Outputs.Eve;
using SipIds.Preprocessing;
using SipIds.SharpPcap;

namespace SipIds.Configuration.Tests.Docs;

/// <summary>What others build against: a change of it shows as a change of a file in <c>api</c>.</summary>
public sealed class PublicApiTests
{
    private static readonly Assembly s_core = typeof(IPreprocessor).Assembly;

    private static readonly Assembly[] s_packages =
    [
        s_core,
        typeof(Preprocessors.BuiltIn).Assembly,
        typeof(ConfigurationLoader).Assembly,
        typeof(EveOutput).Assembly,
        typeof(CaptureFile).Assembly,
        typeof(SharpPcapSource).Assembly,
        typeof(Testing.SipBuilder).Assembly,
    ];

    public static TheoryData<string> Packages => [.. s_packages.Select(p => p.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_checked_in_file_is_what_the_package_promises(string package)
    {
        var file = Path.Combine("api", $"{package}.txt");
        var api = PublicApi.Write(s_packages.Single(p => p.GetName().Name == package));
        if (Repository.IsUpdating)
        {
            File.WriteAllText(Repository.PathOf(file), api);
        }

        var checkedIn = Repository.Read(file).Split('\n');
        var now = api.Split('\n');
        Assert.True(
            checkedIn.SequenceEqual(now, StringComparer.Ordinal),
            $"{file} is not what {package} promises; {Repository.UpdateAdvice}\n{Lines('-', checkedIn.Except(now, StringComparer.Ordinal))}{Lines('+', now.Except(checkedIn, StringComparer.Ordinal))}");
    }

    [Fact]
    public void Every_project_that_is_a_package_has_its_file() =>
        Assert.Equal(Packages.Select(row => row.Data).Order(StringComparer.Ordinal), Projects.Packages.Order(StringComparer.Ordinal));

    [Fact]
    public void The_built_in_preprocessors_see_no_more_of_the_contract_than_a_third_party()
    {
        var friends = s_core.GetCustomAttributes<InternalsVisibleToAttribute>().Select(a => a.AssemblyName);
        Assert.DoesNotContain(friends, name => !name.EndsWith("Tests", StringComparison.Ordinal) && name != "SipIds.Testing");
    }

    [Fact]
    public void The_contract_depends_on_nothing_but_the_framework() =>
        Assert.Empty(Foreign(s_core));

    [Fact]
    public void The_built_in_preprocessors_depend_on_the_contract_alone() =>
        Assert.Equal("SipIds.Core", Assert.Single(Foreign(typeof(Preprocessors.BuiltIn).Assembly)));

    private static IEnumerable<string?> Foreign(Assembly assembly) =>
        assembly.GetReferencedAssemblies().Select(r => r.Name).Where(name => !name!.StartsWith("System.", StringComparison.Ordinal));

    private static string Lines(char mark, IEnumerable<string> lines) => string.Concat(lines.Take(10).Select(line => $"  {mark} {line}\n"));
}
