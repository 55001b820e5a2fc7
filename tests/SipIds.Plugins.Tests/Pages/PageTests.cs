using System.IO.Compression;
using System.Xml.Linq;
using SipIds.Preprocessing;

namespace SipIds.Plugins.Tests.Pages;

/// <summary>The pages for those who build against the packages, followed step by step.</summary>
[Trait("takes", "long")]
public sealed class PageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Fact]
    public void The_tutorial_of_plugins_leads_to_its_alert() => PageSteps.Of("plugins.md").Run(feed.NewFolder("plugins"), feed.Settings);

    [Fact]
    public void The_tutorial_of_outputs_leads_to_its_line() => PageSteps.Of("plugins-outputs.md").Run(feed.NewFolder("outputs"), feed.Settings);

    [Fact]
    public void The_program_of_the_page_on_embedding_prints_what_the_page_shows()
    {
        var folder = feed.NewFolder("embedding");
        File.WriteAllText(Path.Combine(folder, "Embedded.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SipIds.Configuration" Version="0.1.0" />
                <PackageReference Include="SipIds.Preprocessors" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        PageSteps.Of("embedding.md", program: "dotnet run\n").Run(folder, feed.Settings);
    }

    [Fact]
    public void Every_package_has_a_README_a_licence_and_its_documentation()
    {
        Assert.Equal(8, feed.Files.Count);
        foreach (var file in feed.Files)
        {
            using var package = ZipFile.OpenRead(file);
            var name = Path.GetFileNameWithoutExtension(file).Split(".0.")[0];
            Assert.NotNull(package.GetEntry("README.md"));
            Assert.True(name == "SipIds.Templates" || package.GetEntry($"lib/net10.0/{name}.xml") is not null, $"{name} has no documentation");
            using var specification = package.GetEntry($"{name}.nuspec")!.Open();
            var texts = XDocument.Load(specification).Descendants().GroupBy(e => e.Name.LocalName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
            Assert.Equal("Apache-2.0", texts["license"]);
            Assert.EndsWith(".", texts["description"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_template_uses_the_version_that_it_comes_with() =>
        Assert.Contains(
            $"<SipIdsVersion>{typeof(IPreprocessor).Assembly.GetName().Version!.ToString(3)}</SipIdsVersion>",
            File.ReadAllText(Path.Combine(Repository.Root, "templates/SipIds.Templates/sipids-preprocessor/Directory.Build.props")),
            StringComparison.Ordinal);
}
