using SipIds.Host.Locks;

namespace SipIds.Host.Tests.Locks;

public sealed class FileLockTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_that_another_run_writes_is_refused()
    {
        using var first = FileLock.Take(_scratch["eve.json"]);
        Assert.Equal(
            $"'{_scratch["eve.json"]}' is being written by another run of sipids; name another file, or end that run.",
            Assert.Throws<IOException>(() => FileLock.Take(_scratch["eve.json"])).Message);
    }

    [Fact]
    public void Rotation_changes_nothing()
    {
        _scratch.Write("eve.json", "{}\n");
        using var first = FileLock.Take(_scratch["eve.json"]);
        File.Move(_scratch["eve.json"], _scratch["eve.json.1"]);
        _scratch.Write("eve.json", "{}\n");
        Assert.Throws<IOException>(() => FileLock.Take(_scratch["eve.json"]));
    }

    [Fact]
    public void A_link_to_the_file_is_the_file()
    {
        _scratch.Write("eve.json", "{}\n");
        File.CreateSymbolicLink(_scratch["link.json"], _scratch["eve.json"]);
        using var first = FileLock.Take(_scratch["eve.json"]);
        Assert.Throws<IOException>(() => FileLock.Take(_scratch["link.json"]));
    }

    [Fact]
    public void Nothing_is_left_when_the_run_is_over()
    {
        FileLock.Take(_scratch["eve.json"])!.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(_scratch["eve.json"])!));
        using var second = FileLock.Take(_scratch["eve.json"]);
        Assert.NotNull(second);
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_no_lock()
    {
        _scratch.Write(".eve.json.lock", "");
        using var second = FileLock.Take(_scratch["eve.json"]);
        Assert.NotNull(second);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("/dev/null")]
    [InlineData("no/such/folder/eve.json")]
    public void What_is_no_file_has_no_lock(string? path)
    {
        using var first = FileLock.Take(path);
        Assert.Null(first);
    }

    [Fact]
    public void Of_several_files_none_is_held_where_one_is_refused()
    {
        using var first = FileLock.Take(_scratch["b"]);
        Assert.Throws<IOException>(() => RunLocks.OfFiles(_scratch["a"], _scratch["b"]));
        using var other = FileLock.Take(_scratch["a"]);
        Assert.NotNull(other);
    }

    [Fact]
    public void Two_bridges_may_not_share_an_interface()
    {
        var name = Path.GetFileName(Path.GetDirectoryName(_scratch["x"]))!;
        using var first = RunLocks.OfNetwork([NetworkUse.OfBridge(name), NetworkUse.OfBridge($"{name}2")]);
        Assert.Equal($"'{name}2' belongs to the bridge of another run of sipids; each frame would cross twice.",
            Assert.Throws<IOException>(() => RunLocks.OfNetwork([NetworkUse.OfBridge($"{name}3"), NetworkUse.OfBridge($"{name}2")])).Message);
        using var third = RunLocks.OfNetwork([NetworkUse.OfBridge($"{name}3")]);
        Assert.NotNull(third);
    }
}
