using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;

namespace SipIds.Core.Tests.Sip;

public class BoundsTests
{
    private static readonly byte[] s_poisons = [0, (byte)'\n', (byte)'\r', (byte)' ', (byte)':', (byte)'"', (byte)'a', 0xFF];

    [Fact]
    public void What_stands_around_a_payload_changes_nothing() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Mutation.Arbitrary, mutation => AssertSameInEveryPoison(mutation.Payload)));

    [Fact]
    public void What_stands_behind_a_cut_changes_nothing()
    {
        var payload = Corpus.Read("rfc4475", "wsinv");
        for (var length = 0; length <= payload.Length; length++)
        {
            AssertSameInEveryPoison(payload[..length]);
        }
    }

    [Fact]
    public void No_byte_past_the_payload_is_read()
    {
        using var page = new GuardedPage();
        foreach (var payload in Corpus.All.Where(payload => payload.Length <= GuardedPage.Length))
        {
            for (var cut = 0; cut < payload.Length; cut++)
            {
                // A read past the end of the page ends the process.
                Assert.NotEmpty(MessageText.Of(page.PutAtEnd(payload.AsSpan(0, payload.Length - cut))));
                cut += cut > 140 ? 12 : 0;
            }
        }
    }

    private static void AssertSameInEveryPoison(byte[] payload)
    {
        var expected = MessageText.Of(payload);
        foreach (var poison in s_poisons)
        {
            var array = new byte[payload.Length + 256];
            array.AsSpan().Fill(poison);
            payload.CopyTo(array.AsSpan(128));
            Assert.Equal(expected, MessageText.Of(array.AsSpan(128, payload.Length)));
        }
    }

    /// <summary>A page of memory with another behind it that may not be read.</summary>
    private sealed unsafe class GuardedPage : IDisposable
    {
        public const int Length = 4096;

        private const int ReadWrite = 3;
        private const int PrivateAnonymous = 0x22;

        private readonly nint _address;

        public GuardedPage()
        {
            _address = MapMemory(0, 2 * Length, ReadWrite, PrivateAnonymous, -1, 0);
            Assert.NotEqual(-1, _address);
            Assert.Equal(0, Protect(_address + Length, Length, 0));
        }

        public Span<byte> PutAtEnd(ReadOnlySpan<byte> bytes)
        {
            var place = new Span<byte>((void*)(_address + Length - bytes.Length), bytes.Length);
            bytes.CopyTo(place);
            return place;
        }

        public void Dispose() => Assert.Equal(0, Unmap(_address, 2 * Length));

        [DllImport("libc", EntryPoint = "mmap")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint MapMemory(nint address, nuint length, int protection, int flags, int file, nint offset);

        [DllImport("libc", EntryPoint = "mprotect")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Protect(nint address, nuint length, int protection);

        [DllImport("libc", EntryPoint = "munmap")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int Unmap(nint address, nuint length);
    }
}
