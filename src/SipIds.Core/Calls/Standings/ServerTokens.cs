using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>Tells whether the nonces and tags of a server can be computed: one that hardly differs from its last two can (a clock, a counter), and proves nothing of who returns it.</summary>
internal sealed class ServerTokens(int servers, KeyHasher hasher)
{
    private const int MinDifferences = 8;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly BoundedTable<Known> _known = new(servers);

    /// <summary>Takes in a token of a server, and says whether somebody who knows the last two may have guessed it.</summary>
    /// <param name="server">Who made it.</param>
    /// <param name="kind">What kind of token it is; each is judged by itself.</param>
    /// <param name="token">The token.</param>
    /// <param name="now">The packets' clock.</param>
    public bool IsComputable(NetAddress server, ulong kind, ReadOnlySpan<byte> token, Timestamp now)
    {
        ref var known = ref _known.GetOrAdd(hasher.Hash(server).With(kind), now, out _);
        known.Expires = now + s_lifetime;
        var last = token[Math.Max(token.Length - Text.Capacity, 0)..];
        if (known.Newest.Is(last))
        {
            // The same again: a response that was sent twice.
            return known.IsNewestComputable;
        }

        var isComputable = Math.Min(known.Newest.DifferencesTo(last), known.Older.DifferencesTo(last)) < MinDifferences;
        known.Older = known.Newest;
        known.Newest.Set(last);
        known.IsNewestComputable = isComputable;
        return isComputable;
    }

    private struct Known : IEvictable<Known>
    {
        public Text Newest;
        public Text Older;
        public bool IsNewestComputable;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }

    // The end of a token: what is random stands there as often as at the beginning, behind a clock.
    private struct Text
    {
        public const int Capacity = 48;

        private Bytes _bytes;
        private byte _length;

        public readonly bool Is(ReadOnlySpan<byte> token) => token.SequenceEqual(((ReadOnlySpan<byte>)_bytes)[.._length]);

        /// <summary>In how many places a token differs; what is longer differs in all that it has more.</summary>
        public readonly int DifferencesTo(ReadOnlySpan<byte> token)
        {
            var mine = ((ReadOnlySpan<byte>)_bytes)[.._length];
            var common = Math.Min(mine.Length, token.Length);
            var differences = Math.Max(mine.Length, token.Length) - common;
            for (var index = 0; index < common; index++)
            {
                differences += mine[index] == token[index] ? 0 : 1;
            }

            return differences;
        }

        public void Set(ReadOnlySpan<byte> token)
        {
            token.CopyTo(_bytes);
            _length = (byte)token.Length;
        }
    }

    [InlineArray(Text.Capacity)]
    private struct Bytes
    {
        private byte _first;
    }
}
