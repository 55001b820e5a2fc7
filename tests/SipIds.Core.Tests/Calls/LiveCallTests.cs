using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Calls;
using SipIds.Testing;
using SipIds.Testing.Traffic;

namespace SipIds.Core.Tests.Calls;

public sealed class LiveCallTests
{
    private static readonly CallTableOptions s_small = new() { Capacity = 64, Transactions = 64 };

    [Fact]
    public void Live_calls_are_counted_exactly_whatever_happens()
    {
        var step = from kind in Gen.Choose(0, 8) from call in Gen.Choose(1, 120) select (kind, call);
        Prop.ForAll(Gen.ListOf(step).Resize(400).ToArbitrary(), steps =>
        {
            var driver = new TrackerDriver(s_small);
            foreach (var (kind, call) in steps)
            {
                Step(driver, kind, call);
                if (driver.Tracker.LiveCalls != driver.Tracker.CountLive())
                {
                    return false;
                }
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(400));
    }

    [Fact]
    public void In_time_every_call_is_over()
    {
        var driver = new TrackerDriver(s_small);
        for (var call = 1; call <= 500; call++)
        {
            Step(driver, call % 7, call);
        }

        Assert.NotEqual(0, driver.Tracker.LiveCalls);
        Assert.Equal(0, driver.Wait(TimeSpan.FromDays(2)).Sweep().Tracker.LiveCalls);
    }

    [Fact]
    public void A_call_that_expired_and_comes_again_counts_once()
    {
        var driver = new TrackerDriver(s_small);
        Step(driver, 0, 1);
        Step(driver.Wait(TimeSpan.FromMinutes(10)), 0, 1);
        Assert.Equal(1, driver.Tracker.LiveCalls);
    }

    [Fact]
    public void Messages_of_a_steady_flow_allocate_nothing()
    {
        var driver = new TrackerDriver(s_small);
        var packets = new LegalTraffic(7) { Calls = 20 }.ToPackets();
        Assert.True(packets.Count > 200);
        _ = See(driver.Tracker, packets);
        Assert.Equal(0, See(driver.Tracker, packets));
    }

    private static long See(CallTracker tracker, IReadOnlyList<TestPacket> packets)
    {
        var allocated = 0L;
        foreach (var packet in packets)
        {
            var opened = packet.Open();
            var before = GC.GetAllocatedBytesForCurrentThread();
            tracker.LookUp(opened);
            tracker.Observe(opened);
            tracker.OnTick(opened.Time);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }

    private static void Step(TrackerDriver driver, int kind, int call)
    {
        var text = call.ToString(CultureInfo.InvariantCulture);
        var invite = SipBuilder.Request("INVITE").Number(call);
        var bye = SipBuilder.Request("BYE").Number(call).Via(TrackerDriver.Client, "z9hG4bK-b" + text).ToTag("b1").CSeq(2);
        switch (kind)
        {
            case 0 or 1:
                _ = driver.Pass(invite);
                break;
            case 2:
                _ = driver.Back(180, invite);
                break;
            case 3:
                _ = driver.Back(200, invite);
                break;
            case 4:
                _ = driver.Back(486, invite);
                break;
            case 5:
                _ = driver.Pass(bye);
                break;
            case 6:
                _ = driver.Back(200, bye);
                break;
            case 7:
                _ = driver.Wait(TimeSpan.FromSeconds(call));
                break;
            default:
                driver.Tracker.OnTick(TestClock.Start + driver.Now);
                break;
        }
    }
}
