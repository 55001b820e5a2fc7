using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Pipeline;

public sealed partial class SipIdsPipeline
{
    /// <summary>Judges one message of a program that receives SIP itself: a proxy, a relay, a test bench.</summary>
    /// <param name="message">The payload of a datagram, or one whole message of a stream. It is taken for SIP, whatever the ports.</param>
    /// <param name="source">Who sent it.</param>
    /// <param name="target">Who is to get it.</param>
    /// <param name="time">When it came. Of two messages the later one has the later time.</param>
    /// <param name="transport">What carried it.</param>
    /// <returns>The verdict and the events, valid until the next call.</returns>
    public Judgement Process(
        ReadOnlySpan<byte> message, NetEndpoint source, NetEndpoint target, Timestamp time, Transport transport = Transport.Udp)
    {
        var packet = new DecodedPacket
        {
            Frame = new() { Time = time, Number = Statistics.Packets + 1, Link = LinkType.Raw, OriginalLength = message.Length },
            Source = source,
            Target = target,
            Transport = transport,
            Payload = message,
        };
        Statistics.Bytes += message.Length;
        CountFrame(packet.Frame);
        if (time >= _nextTick)
        {
            OnTick(time);
        }

        (_decision, _decided) = (default, 0);
        var verdict = ProcessPayload(packet, message);
        return new(this, verdict);
    }

    /// <summary>What the pipeline says of one message. Dead after the next message.</summary>
    public readonly ref struct Judgement
    {
        private readonly SipIdsPipeline _pipeline;

        internal Judgement(SipIdsPipeline pipeline, Verdict verdict)
        {
            _pipeline = pipeline;
            Verdict = verdict;
        }

        /// <summary>Whether the message goes on to its target.</summary>
        public Verdict Verdict { get; }

        /// <summary>Whether it would have been dropped but for <c>action_drop: shadow</c>.</summary>
        public bool WouldDrop => _pipeline._decision.WouldDrop;

        /// <summary>How many events it raised, those that are off left out.</summary>
        public int Count => _pipeline._decided;

        /// <summary>One of the events. Outputs are given fewer: of an event that counts they get one at each doubling.</summary>
        public Alert this[int index]
        {
            get
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
                return AlertOf(_pipeline._inspection.Reports[index], _pipeline._decision, _pipeline._parties, suppressed: 0);
            }
        }

        /// <summary>Goes through the events.</summary>
        public Enumerator GetEnumerator() => new(this);

        /// <summary>The state of a <c>foreach</c>.</summary>
        public ref struct Enumerator
        {
            private readonly Judgement _judgement;
            private int _index;

            internal Enumerator(Judgement judgement)
            {
                _judgement = judgement;
                _index = -1;
            }

            /// <summary>The event.</summary>
            public readonly Alert Current => _judgement[_index];

            /// <summary>Goes to the next event.</summary>
            public bool MoveNext() => ++_index < _judgement.Count;
        }
    }
}
