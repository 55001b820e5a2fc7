using SipIds.Configuration.Tests.Docs;

namespace SipIds.Configuration.Tests.Architecture;

public sealed class RoomsTests
{
    [Theory]
    [InlineData("SipIds.Core", "SipIds")]
    [InlineData("SipIds.Core", "SipIds.Packets")]
    [InlineData("SipIds.Core", "SipIds.Sip")]
    [InlineData("SipIds.Core", "SipIds.Streams")]
    [InlineData("SipIds.Core", "SipIds.Calls")]
    [InlineData("SipIds.Core", "SipIds.Pipeline")]
    [InlineData("SipIds.Preprocessors", "SipIds.Preprocessors")]
    [InlineData("SipIds.Capture", "SipIds.Capture")]
    [InlineData("SipIds.Outputs", "SipIds.Outputs")]
    [InlineData("sipids", "SipIds.Host")]
    [InlineData("sipids", "SipIds.Host.Reading")]
    [InlineData("sipids", "SipIds.Host.Discovery")]
    public void Rooms_next_to_each_other_do_not_use_each_other_in_a_circle(string assembly, string hall) =>
        Assert.Empty(Circles.Among(House.Uses(assembly).Select(use => (From: House.RoomOf(use.From, hall), To: House.RoomOf(use.To, hall)))
            .Where(use => use.From.Length > 0 && use.To.Length > 0)
            .Select(use => (use.From.Split('.')[0], use.To.Split('.')[0]))));

    [Fact]
    public void A_circle_is_found() => Assert.Equal(["A > B > C > A"], Circles.Among([("A", "B"), ("B", "C"), ("C", "A"), ("C", "D")]));

    [Fact]
    public void Every_file_stands_in_the_folder_of_its_namespace()
    {
        var root = Repository.PathOf("src");
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(FolderOf(file), NamespaceIn(Path.Combine(root, file)) ?? FolderOf(file)));
    }

    private static string? NamespaceIn(string file) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';');

    private static string FolderOf(string file) => Path.GetDirectoryName(file)!.Replace('/', '.').Replace("SipIds.Core", "SipIds", StringComparison.Ordinal);
}
