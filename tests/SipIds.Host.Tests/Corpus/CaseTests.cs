using SipIds.Host.Tests.Traffic;

namespace SipIds.Host.Tests.Corpus;

/// <summary>The corpus as specification: every case raises exactly its events, with all settings at their defaults.</summary>
public sealed class CaseTests
{
    private const string UpdateVariable = "SIPIDS_UPDATE_DOCS";

    public static TheoryData<string> Names => [.. Case.Names];

    public static TheoryData<string> BenignNames => [.. Case.Names.Where(name => new Case(name).Kind == "benign")];

    public static TheoryData<string> AttackNames => [.. Case.Names.Where(name => new Case(name).Kind == "attack")];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_raises_exactly_its_events(string name)
    {
        var specified = new Case(name);
        var events = Case.Describe(CaseRun.Watch(specified).Alerts);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            specified.Update(events);
        }

        Assert.Equal(new Case(name).Expected, events);
    }

    [Theory]
    [MemberData(nameof(BenignNames))]
    public void Benign_traffic_raises_nothing_that_a_person_would_look_at(string name) =>
        Assert.Empty(CaseRun.Watch(new(name)).Serious);

    [Theory]
    [MemberData(nameof(AttackNames))]
    public void An_attack_raises_something(string name) => Assert.NotEmpty(CaseRun.Watch(new(name)).Alerts);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_says_where_it_is_from_and_under_which_licence(string name)
    {
        Assert.Contains("\n- From: ", new Case(name).ReadMe, StringComparison.Ordinal);
        Assert.Contains("\n- Licence: ", new Case(name).ReadMe, StringComparison.Ordinal);
        Assert.Matches("^(attack|malformed|benign)$", new Case(name).Kind);
    }

    [Theory]
    [InlineData("fragments", 24)]
    [InlineData("fragments-evasion", 8)]
    [InlineData("gtp-volte", 17)]
    [InlineData("tunnels", 4)]
    [InlineData("pppoe-requests", 4)]
    public void Every_message_inside_fragments_and_tunnels_is_read(string name, long messages) =>
        Assert.Equal(messages, new Sensor().Read(new Case(name).Input).Statistics.Messages);
}
