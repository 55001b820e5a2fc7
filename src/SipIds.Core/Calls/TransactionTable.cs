using SipIds.Calls.Media;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Transactions by branch, CSeq method and Call-ID: those of requests that pass, and of dropped ones the verdict under which their copies fall.</summary>
internal sealed class TransactionTable(CallTableOptions options, Visibility visibility, KeyHasher hasher)
{
    private readonly BoundedTable<Transaction> _transactions = new(options.Transactions);

    public long Evictions => _transactions.Evictions;

    public TableFill Fill => TableFill.Of("transactions", _transactions);

    public int PlaceOf(StateKey key, Timestamp now) => _transactions.PlaceOf(key, now);

    public ref Transaction At(int place) => ref _transactions.At(place);

    public void Sweep(Timestamp now, int ticksForAll) => _transactions.Sweep(now, _transactions.Capacity / ticksForAll);

    public TimeSpan SinceFinal(in Transaction transaction, Timestamp now) => now - transaction.Expires + options.Ended;

    /// <summary>Finds the transaction of a request, and says whether the request is a copy.</summary>
    /// <returns>The place of its own transaction; -1 if there is none, as for an ACK.</returns>
    public int LookUp(in SipPacket packet, CallContext context)
    {
        var method = packet.Message.Method;
        var own = method is SipMethod.Ack ? -1 : _transactions.PlaceOf(KeyOf(packet, context), packet.Time);
        if (own >= 0)
        {
            ref readonly var transaction = ref _transactions.At(own);
            var isSame = transaction.Source == packet.Source && transaction.Uri == context.UriKey;
            var isCopy = isSame && transaction.Digest != 0 && transaction.Digest == DigestOf(packet);
            context.IsCopyOfDropped = isCopy && transaction.WasDropped;
            context.RefusedWith = context.IsCopyOfDropped ? transaction.RefusedWith : 0;
            context.IsCopyOfRehearsed = isCopy && !transaction.WasDropped;
            context.IsRetransmission = isSame && !transaction.WasDropped && transaction.Retransmissions < AttemptTable.MaxRetransmissions;
        }

        context.TransactionPlace = method is SipMethod.Ack or SipMethod.Cancel ? _transactions.PlaceOf(context.Keys.Transaction(SipMethod.Invite), packet.Time) : own;
        return own;
    }

    /// <summary>Remembers a request.</summary>
    /// <returns>False for a copy: who repeats a request from elsewhere does not come into its possession.</returns>
    public bool Remember(in SipPacket packet, CallContext context, bool wasDropped)
    {
        var message = packet.Message;
        var key = KeyOf(packet, context);
        ref var transaction = ref _transactions.GetOrAdd(key, packet.Time, out var isNew);
        context.OwnPlace = _transactions.PlaceOf(ref transaction);
        if (!isNew && !transaction.WasDropped)
        {
            return false;
        }

        transaction = new()
        {
            Method = message.Method,
            HasCredentials = context.HasCredentials,
            IsInDialog = context.IsInDialog,
            IsOwn = Standings.Standing.IsOwn(packet, context),
            IsOfTrusted = packet.IsTrusted,
            WasDropped = wasDropped,
            Started = packet.Time,
            Heard = packet.Time,
            Expires = packet.Time + (message.Method is SipMethod.Invite ? options.WaitFinal : options.Ended),
            Transport = packet.Transport,
            Source = packet.Source,
            Target = packet.Target,
            Origin = packet.Origin,
            Ingress = packet.Decoded.Frame.Ingress,
            From = context.FromKey,
            To = context.ToKey,
            Uri = context.UriKey,
            Nonce = context.Credentials.Nonce,
            Username = context.Credentials.Username,
            Merit = context.Credentials.Merit,
            Offer = OfferAnswer.OfferOf(message),
        };
        if (visibility.TakeAnswer(key, packet) is not 0 and var status)
        {
            transaction.FinalStatus = status;
            transaction.Expires = packet.Time + options.Ended;
        }

        _transactions.Rerank(key, context.OwnPlace, packet.Time);
        return true;
    }

    /// <summary>Remembers a request that is dropped, so that its copies are, and no answer to it is taken for one to nothing. A forged request takes nothing away from the one that it copies.</summary>
    /// <param name="packet">The request.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="byVerdict">Whether a verdict dropped it, under which its copies fall, and not its receiver, who would take one that is in order.</param>
    /// <param name="refusedWith">The status code that its sender was told; 0 if none.</param>
    public void RememberDropped(in SipPacket packet, CallContext context, bool byVerdict, int refusedWith)
    {
        if (_transactions.PlaceOf(KeyOf(packet, context), packet.Time) < 0)
        {
            _ = Remember(packet, context, wasDropped: true);
            ref var dropped = ref _transactions.At(context.OwnPlace);
            (dropped.Digest, dropped.RefusedWith) = (byVerdict ? DigestOf(packet) : 0, (short)refusedWith);
        }
    }

    /// <summary>Remembers that a request passed for <c>action_drop: shadow</c> alone.</summary>
    public void RememberRehearsed(in SipPacket packet, CallContext context)
    {
        var place = _transactions.PlaceOf(KeyOf(packet, context), packet.Time);
        if (place >= 0 && !context.IsRetransmission && _transactions.At(place).Source == packet.Source && _transactions.At(place).Uri == context.UriKey)
        {
            _transactions.At(place).Digest = DigestOf(packet);
        }
    }

    /// <summary>Takes note of a request that is sent again.</summary>
    public void OnRetransmission(in SipPacket packet, CallContext context)
    {
        ref var repeated = ref _transactions.GetOrAdd(KeyOf(packet, context), packet.Time, out _);
        repeated.Retransmissions++;
        repeated.Heard = packet.Time;
        repeated.OtherTarget = repeated.Target.Address == packet.Target.Address ? repeated.OtherTarget : packet.Target.Address;
    }

    /// <summary>Takes in a response that comes from where its request went.</summary>
    public void OnResponse(in SipPacket packet, CallContext context)
    {
        ref var transaction = ref _transactions.At(context.TransactionPlace);
        transaction.Heard = packet.Time;
        if (packet.Message.StatusCode >= 200)
        {
            transaction.FinalStatus = (short)packet.Message.StatusCode;
            transaction.FinalTag = context.Keys.ToTag;
            transaction.Expires = packet.Time + options.Ended;
            _transactions.Rerank(context.Keys.Transaction(transaction.Method), context.TransactionPlace, packet.Time);
        }
        else if (transaction.Method is SipMethod.Invite)
        {
            transaction.Expires = packet.Time + options.Early;
        }
    }

    /// <summary>Marks the request remembered last as one of its call's.</summary>
    public void MarkOfCall(in SipPacket packet, CallContext context)
    {
        var place = packet.Message.Method is SipMethod.Ack ? -1 : context.OwnPlace;
        if (place >= 0 && _transactions.At(place).Source == packet.Source)
        {
            _transactions.At(place).IsOfCall = true;
            if (context.IsInDialog)
            {
                _transactions.Rerank(KeyOf(packet, context), place, packet.Time);
            }
        }
    }

    private static StateKey KeyOf(in SipPacket packet, CallContext context) => context.Keys.Transaction(packet.Message.CSeq.Method);

    // RFC 3261 §17.1.1.2: what is sent again is the same to the last byte. Anything else is judged by itself.
    private ulong DigestOf(in SipPacket packet) => hasher.Hash(packet.Payload).Low;
}
