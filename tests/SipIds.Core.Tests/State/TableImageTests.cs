using System.Buffers;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public class TableImageTests
{
    private static readonly Timestamp s_now = Timestamp.FromUnix(1_767_225_600);
    private static readonly KeyHasher s_hasher = KeyHasher.FromSecret("a secret that is known to all men"u8[..KeyHasher.SecretLength]);

    [Fact]
    public void The_values_that_live_are_there_again_under_their_keys()
    {
        var table = Restored(Saved(Filled(100, expired: 10)));
        Assert.Equal(90, table.Count);
        Assert.Equal(42, table.At(table.PlaceOf(Key(42), s_now)).Number);
        Assert.True(table.PlaceOf(Key(5), s_now) < 0);
    }

    [Fact]
    public void A_smaller_table_keeps_what_it_has_room_for()
    {
        var table = new BoundedTable<Numbered>(16);
        ReadOnlySpan<byte> saved = Saved(Filled(100));
        Assert.True(TableImage.TryRestore(table, ref saved, out _));
        Assert.Equal(16, table.Count);
    }

    [Fact]
    public void Another_secret_finds_nothing()
    {
        var table = Restored(Saved(Filled(10)));
        Assert.True(table.PlaceOf(KeyHasher.CreateFixed().Hash("7"u8), s_now) < 0);
    }

    [Fact]
    public void Whatever_is_cut_short_is_refused()
    {
        var saved = Saved(Filled(3));
        Assert.All(Enumerable.Range(0, saved.Length), length => Assert.Equal("is cut short", FaultOf(saved[..length])));
    }

    [Fact]
    public void What_another_version_saved_is_refused()
    {
        var saved = Saved(Filled(3));
        saved[0]++;
        Assert.Equal("was saved by another version of the program", FaultOf(saved));
    }

    [Fact]
    public void A_secret_of_another_length_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentException>(() => KeyHasher.FromSecret(new byte[31]));

    private static string? FaultOf(byte[] bytes)
    {
        ReadOnlySpan<byte> saved = bytes;
        return TableImage.TryRestore(new BoundedTable<Numbered>(16), ref saved, out var fault) ? null : fault;
    }

    private static BoundedTable<Numbered> Filled(int count, int expired = 0)
    {
        var table = new BoundedTable<Numbered>(256);
        for (var number = 0; number < count; number++)
        {
            table.GetOrAdd(Key(number), s_now, out _) = new() { Number = number, Expires = number < expired ? s_now : s_now + TimeSpan.FromHours(1) };
        }

        return table;
    }

    private static byte[] Saved(BoundedTable<Numbered> table)
    {
        var bytes = new ArrayBufferWriter<byte>();
        TableImage.Save(table, s_now, bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static BoundedTable<Numbered> Restored(byte[] bytes)
    {
        var table = new BoundedTable<Numbered>(256);
        ReadOnlySpan<byte> saved = bytes;
        Assert.True(TableImage.TryRestore(table, ref saved, out _));
        Assert.True(saved.IsEmpty);
        return table;
    }

    private static StateKey Key(int number) => s_hasher.Hash(System.Text.Encoding.ASCII.GetBytes($"{number}"));
}
