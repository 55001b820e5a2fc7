using System.Buffers.Binary;
using SipIds.Packets;
using SipIds.Testing;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Sensors that do not judge whose packet it is, for a test that has to find them out.</summary>
internal static class CrudeSensors
{
    private const int SourceOffset = 14 + 12;
    private const int Crowd = 60;

    /// <summary>Drops nothing.</summary>
    public static (InlineSensor Judge, Func<long, string> EventsOf) PassAll(int seed) => ((in _) => Verdict.Pass, _ => "");

    /// <summary>Drops whatever comes from an address that was not there in the warm-up.</summary>
    public static (InlineSensor Judge, Func<long, string> EventsOf) DropStrangers(int seed) => (Strangers(isAlways: true), _ => "a stranger");

    /// <summary>The same, only while more comes than usual.</summary>
    public static (InlineSensor Judge, Func<long, string> EventsOf) DropStrangersUnderAttack(int seed) => (Strangers(isAlways: false), _ => "a stranger");

    private static InlineSensor Strangers(bool isAlways)
    {
        var known = new HashSet<uint>();
        var recent = new Queue<Timestamp>();
        var begin = TestClock.Start + TimeSpan.FromSeconds(HonestTown.Begin);
        return (in frame) =>
        {
            var source = BinaryPrimitives.ReadUInt32BigEndian(frame.Bytes[SourceOffset..]);
            if (frame.Time < begin)
            {
                _ = known.Add(source);
                return Verdict.Pass;
            }

            recent.Enqueue(frame.Time);
            while (frame.Time - recent.Peek() > TimeSpan.FromSeconds(20))
            {
                _ = recent.Dequeue();
            }

            return !known.Contains(source) && (isAlways || recent.Count > Crowd) ? Verdict.Drop : Verdict.Pass;
        };
    }
}
