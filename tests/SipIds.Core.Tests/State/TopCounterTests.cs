using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public sealed class TopCounterTests
{
    private const int SetBits = 4;

    private readonly TopCounter<NetAddress> _counter = new(SetBits);
    private readonly KeyHasher _hasher = KeyHasher.CreateFixed();

    [Fact]
    public void The_heaviest_come_first()
    {
        Count(Host(1), 3);
        Count(Host(2), 7);
        Assert.Equal([(Host(2), 7), (Host(1), 3)], _counter.Take(5));
    }

    [Fact]
    public void Equal_ones_come_in_the_order_of_their_text()
    {
        Count(Host(3), 2);
        Count(Host(1), 2);
        Count(Host(2), 2);
        Assert.Equal([Host(1), Host(2)], _counter.Take(2).Select(t => t.Item));
    }

    [Fact]
    public void A_heavy_sender_survives_a_flood_of_ever_new_ones()
    {
        Count(Host(1), 5_000);
        for (var number = 2U; number < 20_000; number++)
        {
            Count(Host(number), 1);
        }

        Assert.Equal((Host(1), 5_000), _counter.Take(1).Single());
    }

    [Fact]
    public void What_a_newcomer_inherits_is_not_counted_as_its_own()
    {
        for (var number = 0U; number < 2_000; number++)
        {
            Count(Host(number), 1);
        }

        Assert.All(_counter.Take(10), t => Assert.Equal(1, t.Count));
    }

    [Fact]
    public void Addresses_that_fall_into_one_set_under_one_secret_do_not_under_another()
    {
        var aimed = Enumerable.Range(0, 100_000).Select(n => Host((uint)n)).Where(h => SetOf(_hasher, h) == 0).Take(64).ToList();
        var other = KeyHasher.FromSecret(new byte[KeyHasher.SecretLength].Select((_, i) => (byte)(i + 1)).ToArray());
        Assert.Equal(64, aimed.Count);
        Assert.InRange(aimed.Select(h => SetOf(other, h)).Distinct().Count(), (1 << SetBits) / 2, 1 << SetBits);
    }

    private static NetAddress Host(uint number) => NetAddress.FromIPv4(0x0A00_0000 + number);

    private static ulong SetOf(KeyHasher hasher, NetAddress host) => hasher.Hash(host).Low >> (64 - SetBits);

    private void Count(NetAddress host, int times)
    {
        for (var time = 0; time < times; time++)
        {
            _counter.Count(_hasher.Hash(host), host);
        }
    }
}
