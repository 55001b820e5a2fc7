using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Toll;

/// <summary>Accounts and their dear calls. Only what nobody can have forged is an account's: a call made with its nonce or over its connection, or one whose answer it acknowledged.</summary>
internal sealed class TollLedger
{
    private const int TicksForAll = 64;

    // What rings is refused or answered by then, and what was answered says something by then (session timers, RFC 4028).
    private static readonly TimeSpan s_ringing = TimeSpan.FromMinutes(16);
    private static readonly TimeSpan s_talking = TimeSpan.FromHours(2);

    private readonly TollOptions _options;
    private readonly KeyHasher _hasher;
    private readonly BoundedTable<TollAccount> _accounts;
    private readonly BoundedTable<TollCall> _calls;
    private readonly BoundedTable<TollCall>.Expiry _end;
    private Timestamp _now;

    public TollLedger(TollOptions options, PreprocessorServices services)
    {
        _options = options;
        _hasher = services.Hasher;
        _accounts = services.Keep("accounts", () => new BoundedTable<TollAccount>(options.Accounts));
        _calls = services.Keep("calls", () => new BoundedTable<TollCall>(options.Accounts));
        _end = End;
    }

    /// <summary>Whether no dear call is in progress.</summary>
    public bool IsIdle => _calls.Count == 0;

    /// <summary>Whose call an INVITE makes: that of the user who has proved the password at its origin, or the origin's. From by itself is a claim.</summary>
    public StateKey AccountOf(in SipPacket packet, CallContext calls, out bool isUser)
    {
        isUser = calls.Standing.IsProven(calls.FromKey, packet.Origin.Address, packet.Time);
        return isUser ? calls.FromKey : SourceKey.Of(packet.Origin.Address, _hasher).Key;
    }

    /// <summary>Whether a call is in progress, so that an INVITE of it is a further hop or branch.</summary>
    public bool Follows(StateKey call, Timestamp now) => _calls.PlaceOf(call, now) >= 0;

    /// <summary>What is known of an account; a null reference if it is nothing.</summary>
    public ref TollAccount Find(StateKey account, Timestamp now)
    {
        ref var found = ref _accounts.Find(account, now);
        if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref found))
        {
            found.Advance(now, _options);
        }

        return ref found;
    }

    /// <summary>Takes in an INVITE that passes.</summary>
    public void Begin(in SipPacket packet, CallContext calls, int mark)
    {
        _now = packet.Time;
        ref var call = ref _calls.GetOrAdd(calls.CallKey, _now, out _, _end);
        call = new() { Account = AccountOf(packet, calls, out _), Caller = calls.FromKey, Mark = mark, Expires = _now + s_ringing };
        if (Standing.IsOwn(packet, calls))
        {
            Start(ref call);
        }
    }

    /// <summary>Takes in what happens to a call.</summary>
    public void Follow(in SipPacket packet, CallContext calls)
    {
        _now = packet.Time;
        var place = _calls.PlaceOf(calls.CallKey, _now);
        if (place < 0)
        {
            return;
        }

        ref var call = ref _calls.At(place);
        if (!calls.Call.IsLive)
        {
            End(call);
            _calls.Remove(calls.CallKey);
            return;
        }

        // Who acknowledges an answer has heard its tag, which nobody can compute.
        var isHeard = packet.Message.Method is SipMethod.Ack && calls is { IsFromCaller: true, TagsMatch: true } && calls.Call.IsAnswered && !calls.Call.Is(CallFlags.ComputableTag | CallFlags.TagsUnknown);
        if (isHeard && !call.IsCertain)
        {
            Start(ref call);
        }

        if (call.IsCertain && call.Answered == default && calls.Call.IsAnswered)
        {
            call.Answered = calls.Call.Answered;
            AccountFor(call).Answer(call.Answered);
        }

        call.Expires = _now + LifetimeOf(call);
    }

    /// <summary>Forgets what is over.</summary>
    public void OnTick(Timestamp now)
    {
        _now = now;
        _calls.Sweep(now, _calls.Capacity / TicksForAll, _end);
        _accounts.Sweep(now, _accounts.Capacity / TicksForAll);
    }

    /// <summary>Writes what was learnt.</summary>
    public void Save(IBufferWriter<byte> output) => TableImage.Save(_accounts, _now, output);

    /// <summary>Takes over what was saved.</summary>
    public bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault)
    {
        if (!TableImage.TryRestore(_accounts, ref saved, out fault))
        {
            return false;
        }

        for (var place = 0; place < _accounts.Capacity; place++)
        {
            _accounts.At(place).Forget();
        }

        return true;
    }

    private void Start(ref TollCall call)
    {
        call.IsCertain = true;
        AccountFor(call).Start(call.Caller, call.Mark);
    }

    // One of which nothing is heard any more has ended when it was heard last.
    private void End(in TollCall call)
    {
        if (call.IsCertain)
        {
            AccountFor(call).End(call.Answered, call.Expires <= _now ? call.Expires + -LifetimeOf(call) : _now);
        }
    }

    private static TimeSpan LifetimeOf(in TollCall call) => call.Answered == default ? s_ringing : s_talking;

    private ref TollAccount AccountFor(in TollCall call)
    {
        ref var account = ref _accounts.GetOrAdd(call.Account, _now, out var isNew);
        if (isNew)
        {
            account.Begin(_now);
        }

        account.Advance(_now, _options);
        return ref account;
    }
}
