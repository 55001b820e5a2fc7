using SipIds.Sip;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>The Vias of a request: how many, and the branches of the two topmost.</summary>
/// <param name="Count">How many.</param>
/// <param name="Top">Hash of the topmost branch.</param>
/// <param name="Second">Hash of the branch below it; 0 if there is none.</param>
internal readonly record struct ViaStack(int Count, ulong Top, ulong Second)
{
    private const int Most = 100;

    public static ViaStack Of(in SipMessage message, KeyHasher hasher)
    {
        var (count, top, second) = (0, 0UL, 0UL);
        foreach (var line in message.All(SipHeaderId.Via))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (count < 2)
                {
                    var branch = SipVia.Parse(value, out _).Branch;
                    var hash = branch.IsEmpty ? 0 : hasher.Hash(branch).Low;
                    (top, second) = count == 0 ? (hash, second) : (top, hash);
                }

                if (++count == Most)
                {
                    return new(count, top, second);
                }
            }
        }

        return new(count, top, second);
    }
}
