using SipIds.Events;
using SipIds.Host.Outputs;
using SipIds.Outputs;

namespace SipIds.Host.Tests.Outputs;

public sealed class OutputSetTests : IDisposable
{
    private readonly List<string> _said = [];
    private readonly SomeOutput _well = new(() => { });

    public void Dispose() => _well.Dispose();

    [Fact]
    public void A_plugins_output_that_cannot_be_created_is_reported_and_left_out()
    {
        using var outputs = Open(new OutputRegistry().AddPlugin<SomeOutput, SomeOptions>("some.dll"), () => throw new FormatException("broken"));

        Assert.Equal([_well], outputs.All);
        Assert.StartsWith("output some cannot be created, and the others run without it: System.FormatException: broken", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_cannot_be_opened_ends_the_start_and_what_was_opened_is_closed()
    {
        Assert.Equal("no room", Assert.Throws<IOException>(() => Open(new OutputRegistry().AddPlugin<SomeOutput, SomeOptions>("some.dll"), () => throw new IOException("no room"))).Message);

        Assert.Equal(["Dispose"], _well.Called, StringComparer.Ordinal);
    }

    [Fact]
    public void What_names_nothing_to_write_to_is_not_opened()
    {
        using var outputs = Open(new OutputRegistry().Add<SomeOutput, SomeOptions>(), () => null);

        Assert.Equal([_well], outputs.All);
    }

    [Fact]
    public void Nothing_that_a_plugins_output_throws_comes_out_but_while_it_writes_and_its_defect_is_reported_once()
    {
        using var outputs = Open(new OutputRegistry().AddPlugin<SomeOutput, SomeOptions>("some.dll"), () => new SomeOutput(() => throw new FormatException("broken")));

        outputs.Reopen();
        outputs.TellFaults(_said.Add);
        outputs.TellFaults(_said.Add);

        Assert.Equal(["some output failed: FormatException: broken; what cannot be written is counted."], _said, StringComparer.Ordinal);
        Assert.Equal([3, 0], outputs.Statistics.Select(output => output.Lost));
        Assert.False(outputs.TakesSnapshots);
        Assert.Contains("Reopen", _well.Called, StringComparer.Ordinal);
    }

    private OutputSet Open(OutputRegistry registry, Func<IEventOutput?> creates)
    {
        SomeOutput.Creates.Value = creates;
        var plan = new OutputPlan
        {
            Wanted = [.. registry.Registrations.Select(output => (output, output.Defaults))],
            Services = new(),
            OpenStandardOutput = () => _well,
        };
        return OutputSet.Open(plan, _said.Add);
    }
}
