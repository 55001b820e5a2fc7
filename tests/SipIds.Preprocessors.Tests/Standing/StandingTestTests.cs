using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>The test of standing finds out sensors that have none.</summary>
/// <remarks>Run once by hand: of the pipeline before it knew standing, 30 of 36 attacks failed.</remarks>
public sealed class StandingTestTests
{
    private const int Towns = 6;

    [Theory]
    [InlineData("INVITEs in a victim's name")]
    [InlineData("REGISTERs in a victim's name")]
    [InlineData("OPTIONS in the server's name")]
    [InlineData("MESSAGEs in a victim's name")]
    [InlineData("REGISTERs from many sources")]
    [InlineData("INVITEs to a callee with other To")]
    [InlineData("INVITEs to a callee from many sources")]
    [InlineData("blind BYEs")]
    [InlineData("blind CANCELs")]
    [InlineData("blind removal of a binding")]
    [InlineData("forged refusals")]
    [InlineData("a forged binding")]
    [InlineData("sniffed BYEs")]
    [InlineData("sniffed REFERs")]
    [InlineData("sniffed re-INVITEs")]
    [InlineData("sniffed Replaces")]
    [InlineData("sniffed CANCELs")]
    [InlineData("racing responses")]
    [InlineData("copies of INVITEs, then BYEs")]
    [InlineData("bad copies of a victim's requests")]
    [InlineData("sniffed removal of a binding")]
    [InlineData("too many calls of an account")]
    [InlineData("BYEs of others by an account")]
    [InlineData("challenges by an account")]
    public void A_sensor_that_passes_everything_is_found_out(string name) => Assert.NotEmpty(Found(AttackTable.Named(name), CrudeSensors.PassAll));

    [Fact]
    public void A_sensor_that_passes_everything_harms_nobody_by_itself() => Assert.Empty(Trial.Alone(1, CrudeSensors.PassAll));

    [Fact]
    public void A_sensor_that_drops_all_strangers_is_found_out_without_an_attack() =>
        Assert.NotEmpty(Enumerable.Range(1, Towns).SelectMany(seed => Trial.Alone(seed, CrudeSensors.DropStrangers)));

    [Theory]
    [InlineData("INVITEs in a victim's name")]
    [InlineData("REGISTERs in a victim's name")]
    [InlineData("a flood from the carrier's address")]
    [InlineData("more transactions than there is room for")]
    public void A_sensor_that_drops_all_strangers_during_an_attack_is_found_out(string name) =>
        Assert.NotEmpty(Found(AttackTable.Named(name), CrudeSensors.DropStrangersUnderAttack));

    private static IEnumerable<Violation> Found(Attack attack, SensorMaker maker) => Enumerable.Range(1, Towns * 2)
        .Where(seed => attack.Where(HonestTown.HabitsOf(seed)))
        .Take(Towns)
        .SelectMany(seed => Trial.Of(seed, attack, Baseline.Of(seed, !attack.CrowdsOut, maker), maker));
}
