using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class DialogTests
{
    [Theory]
    [InlineData("CANCEL", "cancel-flood")]
    [InlineData("BYE", "bye-flood")]
    public void More_from_one_source_than_the_limit_are_reported(string method, string name)
    {
        var tester = Of().From(Client).See(number => Request(method, number), times: Limit + 2);
        Assert.Equal([name, name], tester.Names);
        Assert.Equal($"{name}: {Client}", tester.Last[0].ToString());
    }

    [Theory]
    [InlineData("CANCEL", "cancel-flood")]
    [InlineData("BYE", "bye-flood")]
    public void More_to_one_user_than_the_limit_are_reported(string method, string name)
    {
        var tester = Of();
        for (var number = 1; number <= Limit + 1; number++)
        {
            tester.From($"198.51.100.{number}").See(Request(method, number).To("sip:bob@example.com", "b"));
        }

        Assert.Equal($"{name}: sip:bob@example.com", Assert.Single(tester.Events).ToString());
    }

    [Theory]
    [InlineData("CANCEL")]
    [InlineData("BYE")]
    public void One_that_is_sent_again_counts_once(string method) =>
        Assert.Empty(Of().See(Request(method, 1).To("sip:bob@example.com", "b"), times: 11).Names);

    [Fact]
    public void One_to_every_branch_of_a_call_counts_once() =>
        Assert.Empty(Of().See(number => Request("CANCEL", 1).Via("192.0.2.1:5060", $"z9hG4bK-branch-{number}"), times: 20).Names);

    [Theory]
    [InlineData("CANCEL", "cancel-flood")]
    [InlineData("BYE", "bye-flood")]
    public void One_that_never_ends_to_come_is_a_flood(string method, string name) =>
        Assert.True(Of().See(number => Request(method, 1).CSeq(number), times: 50).Count(name) > 0);

    [Theory]
    [InlineData("CANCEL")]
    [InlineData("BYE")]
    public void The_window_slides(string method) =>
        Assert.Empty(Of().See(number => Request(method, number), times: 30, every: TimeSpan.FromSeconds(12.1)).Names);

    [Fact]
    public void Whole_calls_below_the_limit_are_in_order()
    {
        var tester = Of();
        for (var number = 1; number <= Limit; number++)
        {
            tester.See(CallScript.Between("192.0.2.1", "192.0.2.2").Number(number).At(TimeSpan.FromSeconds(33 * number)).Reinvited());
        }

        Assert.Empty(tester.Names);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void More_changes_of_one_call_than_the_limit_are_reported(string method)
    {
        var tester = Of().See(Call());
        tester.See(number => InCall(method, number), times: Limit + 2);
        Assert.Equal(["reinvite-flood", "reinvite-flood"], tester.Names);
        Assert.Equal("reinvite-flood: call-1@192.0.2.1", tester.Last[0].ToString());
    }

    [Fact]
    public void A_change_that_is_sent_again_counts_once() => Assert.Empty(Of().See(Call()).See(InCall("INVITE", 1), times: 11).Names);

    [Fact]
    public void Changes_of_a_long_call_are_in_order() =>
        Assert.Empty(Of().See(Call()).See(number => InCall("INVITE", number), times: 20, every: TimeSpan.FromSeconds(13)).Names);

    private static IEnumerable<TestPacket> Call() =>
        CallScript.Between("192.0.2.1", "192.0.2.2").ToPackets().TakeWhile(packet => !packet.ToString().Contains(" BYE ", StringComparison.Ordinal));

    private static SipBuilder InCall(string method, int number) => SipBuilder.Request(method)
        .CallId("call-1@192.0.2.1").From("sip:alice@example.com", "a1").To("sip:bob@example.com", "b1").CSeq(100 + number).Via("192.0.2.1:5060", $"z9hG4bK-in-{number}");
}
