using System.Buffers;
using SipIds.Calls.Standings;
using SipIds.State;
using static SipIds.Core.Tests.Calls.Standings.StandingLab;

namespace SipIds.Core.Tests.Calls.Standings;

/// <summary>A restart makes nobody a stranger.</summary>
public sealed class SavedStandingTests
{
    private readonly StandingLab _lab = new();
    private readonly Standing _restored = new(new(), TimeSpan.FromHours(2), TimeSpan.FromMinutes(1), KeyHasher.CreateFixed());

    [Fact]
    public void What_was_proved_before_a_restart_holds_after_it()
    {
        _lab.Registration();
        _lab.Call(Elsewhere, Server, calls: 30, users: 5);
        _lab.Call(Server, Elsewhere, calls: 1);
        Assert.True(_restored.TryRestore(Save(), out _));
        Assert.True(_restored.HasRegistered(AddressOf(Phone), _lab.Now));
        Assert.True(_restored.IsReachable(AddressOf(Phone), _lab.Now));
        Assert.True(_restored.IsPeer(AddressOf(Elsewhere), _lab.Now));
    }

    [Fact]
    public void What_has_expired_meanwhile_has_expired()
    {
        _lab.Registration();
        Assert.True(_restored.TryRestore(Save(), out _));
        Assert.False(_restored.HasRegistered(AddressOf(Phone), _lab.Now + TimeSpan.FromHours(3)));
    }

    [Fact]
    public void With_what_was_saved_there_is_no_grace()
    {
        _lab.Registration();
        _restored.Begin(_lab.Now);
        Assert.True(_restored.IsNew);
        Assert.True(_restored.TryRestore(Save(), out _));
        Assert.False(_restored.IsNew);
    }

    [Fact]
    public void The_grace_ends()
    {
        _restored.Begin(_lab.Now);
        _restored.Begin(_lab.Now + TimeSpan.FromHours(2));
        Assert.False(_restored.IsNew);
    }

    [Fact]
    public void What_is_cut_short_is_refused_with_the_reason()
    {
        _lab.Registration();
        Assert.False(_restored.TryRestore(Save().AsSpan()[..^3], out var fault));
        Assert.NotEmpty(fault);
    }

    private byte[] Save()
    {
        var image = new ArrayBufferWriter<byte>();
        _lab.Standing.Save(image);
        return image.WrittenSpan.ToArray();
    }
}
