using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

/// <summary>What a preprocessor finds wrong with its own settings.</summary>
public sealed class ValidationTests
{
    [Fact]
    public void A_fault_has_the_place_of_its_setting() =>
        Assert.Equal("sipcnf.yaml:3:9: guard.name: nobody is no name", Sample.Fault("calls: 7\nguard:\n  name: nobody\n"));

    [Fact]
    public void A_fault_of_a_setting_at_the_top_level_has_its_place_too() => Assert.Equal("sipcnf.yaml:1:8: calls: 13 is no good number", Sample.Fault("calls: 13"));

    [Fact]
    public void All_faults_are_said_at_once() => Assert.Equal(2, Sample.Faults("calls: 13\nguard: {name: nobody}").Count);

    [Fact]
    public void What_an_argument_sets_is_a_fault_of_the_argument() =>
        Assert.Equal("--set guard.name=nobody: guard.name: nobody is no name", Sample.Fault("guard: {name: somebody}", "guard.name=nobody"));

    [Fact]
    public void What_an_argument_mends_is_no_fault() => Assert.Equal("x", Sample.Guard("guard: {name: nobody}", "guard.name=x").Name);

    [Fact]
    public void A_preprocessor_that_does_not_run_is_not_asked() => Sample.Valid("guard: {name: nobody, enabled: false}");

    [Fact]
    public void One_that_throws_while_it_is_asked_is_a_fault_of_its_section() =>
        Assert.Equal("sipcnf.yaml:1:8: guard: its settings cannot be judged: FormatException: out of order", Sample.Fault("guard: {name: throw}"));

    [Fact]
    public void A_value_that_cannot_be_read_is_said_first() => Assert.StartsWith("sipcnf.yaml:1:8: calls: 'x' is not", Sample.Fault("calls: x\nguard: {name: nobody}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("guard:\n  inner: {depth: 7}\n", "sipcnf.yaml:2:18: guard.inner.depth: 7 is no good depth")]
    [InlineData("guard:\n  inner: {depth: 6}\n", "sipcnf.yaml:2:10: guard.inner: cannot be as it is")]
    [InlineData("guard:\n  several: [{depth: 1}, {depth: 7}]\n", "sipcnf.yaml:2:33: guard.several[1].depth: 7 is no good depth")]
    [InlineData("guard:\n  several:\n    - depth: 6\n", "sipcnf.yaml:3:7: guard.several[0]: cannot be as it is")]
    public void Records_in_records_and_in_lists_are_asked_too(string text, string fault) => Assert.Equal(fault, Sample.Fault(text));

    [Fact]
    public void A_warning_has_its_place_and_the_settings_hold()
    {
        var result = Sample.Load("guard:\n  inner: {depth: 8}\n");

        Assert.Equal("sipcnf.yaml:2:18: warning: guard.inner.depth: 8 is very deep", Assert.Single(result.Notes).ToString());
        Assert.Equal(8, result.Configuration!.Section<SampleGuardOptions>().Inner.Depth);
    }

    [Fact]
    public void A_warning_about_an_argument_names_the_argument() =>
        Assert.Equal("--set guard.inner.depth=8: warning: guard.inner.depth: 8 is very deep", Assert.Single(Sample.Load("", "guard.inner.depth=8").Notes).ToString());
}
