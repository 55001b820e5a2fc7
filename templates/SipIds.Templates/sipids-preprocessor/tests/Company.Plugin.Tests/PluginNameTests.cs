namespace Company.Plugin.Tests;

public sealed class PluginNameTests
{
    private readonly PreprocessorTester<PluginNamePreprocessor, PluginNameOptions> _tester = new(new() { Prefixes = ["+881"] });

    [Fact]
    public void A_call_to_such_a_number_is_reported()
    {
        var reported = Assert.Single(_tester.See(SipBuilder.Request("INVITE", "sip:+8811234@example.com")).Last);
        Assert.Equal(("plugin-name", "+8811234"), (reported.Name, reported.Detail));
    }

    [Fact]
    public void A_call_to_another_number_is_not() => Assert.Empty(_tester.See(SipBuilder.Request("INVITE", "sip:+49301234@example.com")).Last);

    [Fact]
    public void What_is_no_call_is_not() => Assert.Empty(_tester.See(SipBuilder.Request("MESSAGE", "sip:+8811234@example.com")).Last);
}
