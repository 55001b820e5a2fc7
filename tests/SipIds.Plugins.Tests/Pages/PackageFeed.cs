namespace SipIds.Plugins.Tests.Pages;

/// <summary>The packages as others get them: packed from what was built, in a folder that is the only source. Nothing of it reaches the machine's own caches.</summary>
public sealed class PackageFeed : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipids-packages-");

    public PackageFeed()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(home, ".nuget", "packages");
        File.WriteAllText(Path.Combine(_folder.FullName, "NuGet.Config"), $"""
            <configuration>
              <packageSources><clear /><add key="packed" value="{_folder.FullName}/packed" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{cache}" /></fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="{_folder.FullName}/packages" /></config>
            </configuration>
            """);
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_CLI_HOME"] = _folder.FullName,
            ["NUGET_PACKAGES"] = Path.Combine(_folder.FullName, "packages"),
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["CI"] = "",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };
        var packed = ShellRun.Of($"dotnet pack '{Repository.Root}/SipIds.sln' -c {Repository.Configuration} --no-build -o '{_folder.FullName}/packed'", _folder.FullName, Settings);
        Assert.True(packed.Code == 0, packed.Output + packed.Errors);
    }

    /// <summary>The packages' files.</summary>
    public IReadOnlyList<string> Files => Directory.GetFiles(Path.Combine(_folder.FullName, "packed"), "*.nupkg");

    /// <summary>What a command that uses the packages has in its environment.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>A new folder from which the packages are found.</summary>
    public string NewFolder(string name) => _folder.CreateSubdirectory(name).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
