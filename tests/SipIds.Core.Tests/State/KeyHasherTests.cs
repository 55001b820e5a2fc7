using System.Text;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public class KeyHasherTests
{
    private readonly KeyHasher _hasher = KeyHasher.CreateFixed();

    [Fact]
    public void Equal_bytes_have_equal_keys() => Assert.Equal(Hash("z9hG4bK-1"), KeyHasher.CreateFixed().Hash("z9hG4bK-1"u8));

    [Fact]
    public void Two_secrets_hash_differently() => Assert.NotEqual(KeyHasher.CreateSecret().Hash("a"u8), KeyHasher.CreateSecret().Hash("a"u8));

    [Fact]
    public void Different_texts_of_any_length_have_different_keys()
    {
        var keys = new HashSet<StateKey>();
        for (var length = 0; length <= 300; length++)
        {
            Assert.True(keys.Add(Hash(new string('a', length))));
            Assert.True(keys.Add(Hash(new string('\0', length) + "b")));
        }
    }

    [Fact]
    public void Every_single_byte_matters()
    {
        var text = Encoding.ASCII.GetBytes("a84b4c76e66710@pc33.atlanta.example.com");
        var keys = new HashSet<StateKey> { _hasher.Hash(text) };
        for (var index = 0; index < text.Length; index++)
        {
            text[index] ^= 1;
            Assert.True(keys.Add(_hasher.Hash(text)));
            text[index] ^= 1;
        }
    }

    [Fact]
    public void Counted_values_spread_over_all_sets()
    {
        var sets = new int[64];
        for (var number = 0; number < 6400; number++)
        {
            sets[Hash($"call-{number}@192.0.2.1").Low & 63]++;
        }

        Assert.All(sets, count => Assert.InRange(count, 50, 160));
    }

    [Theory]
    [InlineData("Example.COM", "example.com")]
    [InlineData("EX\u00c4MPLE.COM", "ex\u00c4mple.com")]
    public void Letters_of_any_case_have_one_key(string left, string right) =>
        Assert.Equal(_hasher.HashIgnoreCase(Encoding.UTF8.GetBytes(left)), _hasher.HashIgnoreCase(Encoding.UTF8.GetBytes(right)));

    [Fact]
    public void Only_letters_are_folded() => Assert.NotEqual(_hasher.HashIgnoreCase("a[b"u8), _hasher.HashIgnoreCase("a{b"u8));

    [Theory]
    [InlineData("alice", "%61lic%65")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a/b", "a%2fb")]
    [InlineData("100%", "100%")]
    [InlineData("a%zz", "a%zz")]
    public void Escapes_have_the_key_of_what_they_stand_for(string plain, string escaped) =>
        Assert.Equal(Hash(plain), _hasher.HashUnescaped(Encoding.ASCII.GetBytes(escaped)));

    [Fact]
    public void Very_long_values_are_cut_and_harmless()
    {
        var value = Encoding.ASCII.GetBytes(new string('A', 70_000));
        Assert.Equal(_hasher.HashIgnoreCase(value), _hasher.HashUnescaped(Encoding.ASCII.GetBytes(new string('a', 70_000))));
    }

    [Fact]
    public void An_address_and_its_ports_have_keys_of_their_own()
    {
        var address = NetAddress.Parse("192.0.2.1");
        Assert.Equal(4, new HashSet<StateKey>
        {
            _hasher.Hash(address),
            _hasher.Hash(NetAddress.Parse("2001:db8::1")),
            _hasher.Hash(new NetEndpoint(address, 5060)),
            _hasher.Hash(new NetEndpoint(address, 5061)),
        }.Count);
    }

    [Fact]
    public void Keys_of_two_parts_depend_on_their_order()
    {
        var (left, right) = (Hash("a"), Hash("b"));
        Assert.NotEqual(left.With(right), right.With(left));
        Assert.NotEqual(left.With(1), left.With(2));
    }

    private StateKey Hash(string text) => _hasher.Hash(Encoding.UTF8.GetBytes(text));
}
