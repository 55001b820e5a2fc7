using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Toll;

/// <summary>9003: an account with more dear calls, more minutes of them or more new places that it calls than it has ever had.</summary>
internal sealed class TollCheck(TollOptions options, TollLedger ledger, KeyHasher hasher)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 9003, "behaviour-toll", Severity.High, EventAction.Drop,
        "A call to one of `toll.prefixes` by an account that has more such calls in progress, more minutes of them in this day or more prefixes that it calls for the first time than on any day before, and than `toll` allows: somebody sells its minutes (toll fraud, IRSF). "
        + "An account is a user who has proved the password at an address, or the address. Low and not dropped, if that is a peer, or several callers share it, until it was watched for `toll.learn`.")
    {
        Title = "Unusual calls to premium numbers",
        Classification = EventClass.MiscAttack,
        Drop = "New calls of that account to those prefixes, each with its retransmissions, until calls of it end, or for what is counted by the day until the day (UTC) is over. Its calls elsewhere pass, and so do those that are up. "
            + "Only what is certainly the account's counts: calls with its nonce, over its connection, or whose answer it acknowledged.",
        Settings = ["toll.prefixes", "toll.calls", "toll.minutes", "toll.countries", "toll.learn", "toll.accounts", "standing_grace"],
        FalseAlarm = "A customer with family or business in such a country: raise the limit that the alert names, or take the prefix out of `toll.prefixes`.",
    };

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>Judges an INVITE to a dear number.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Inspect(in SipPacket packet, TollPrefixes.Prefix prefix, Inspection inspection)
    {
        var (calls, now) = (inspection.Call, inspection.Now);
        var key = ledger.AccountOf(packet, calls, out var isUser);
        ref var account = ref ledger.Find(key, now);
        if (Unsafe.IsNullRef(ref account))
        {
            return;
        }

        var isUnknown = !isUser && (account.IsShared || calls.Standing.IsPeer(packet.Origin.Address, now)) && !account.IsKnownFor(options.Learn, now);
        var subject = new Subject(key, isUser ? packet.Message.From.Uri.Text : default, packet.Origin.Address, prefix, isUnknown);
        Judge(account.Calls + 1, account.CallsAllowed(options), " calls at once"u8, subject, inspection);
        Judge(account.MinutesAt(now), account.MinutesAllowed(options), " minutes today"u8, subject, inspection);
        Judge(account.NewPrefixesWith(prefix.Mark), account.NewPrefixesAllowed(options), " new prefixes today"u8, subject, inspection);
    }

    private void Judge(long count, long limit, ReadOnlySpan<byte> words, in Subject subject, Inspection inspection)
    {
        if (count <= limit)
        {
            return;
        }

        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        detail.Add(subject.User.IsEmpty ? address[..SourceKey.Of(subject.Address, hasher).Write(address)] : subject.User[..Math.Min(subject.User.Length, 80)]);
        detail.Add(" to "u8);
        detail.Add(subject.Prefix.Text);
        detail.Add(": "u8);
        detail.Add(count);
        detail.Add(words);
        var key = subject.Account.With((ulong)words.Length);
        if (subject.IsUnknown)
        {
            inspection.Notice(Event, count, limit, default, detail.Text, key);
        }
        else
        {
            inspection.Report(Event, count, limit, default, detail.Text, key, s_day, isSpared: inspection.Call.Standing.IsNew);
        }
    }

    private readonly ref struct Subject(StateKey account, ReadOnlySpan<byte> user, NetAddress address, TollPrefixes.Prefix prefix, bool isUnknown)
    {
        public StateKey Account { get; } = account;

        public ReadOnlySpan<byte> User { get; } = user;

        public NetAddress Address { get; } = address;

        public TollPrefixes.Prefix Prefix { get; } = prefix;

        public bool IsUnknown { get; } = isUnknown;
    }
}
