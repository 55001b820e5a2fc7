using SipIds.Host.Live;

namespace SipIds.Host.Tests.Live;

public sealed class RuleWatchTests
{
    private readonly List<string> _said = [];

    [Fact]
    public void Rules_that_are_gone_are_set_again_said_and_counted()
    {
        using var rules = new Rules { AreGone = true };
        using var watch = new RuleWatch(rules, _said.Add);
        watch.Look();
        watch.Look();
        Assert.Equal(1, watch.Restored);
        Assert.StartsWith("the firewall's rules were gone", Assert.Single(_said), StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_cannot_be_set_again_are_said_once_and_tried_again()
    {
        using var rules = new Rules { AreGone = true, Fault = "The firewall refused it." };
        using var watch = new RuleWatch(rules, _said.Add);
        watch.Look();
        watch.Look();
        Assert.EndsWith("trying every 2 s. The firewall refused it.", Assert.Single(_said), StringComparison.Ordinal);
        rules.Fault = null;
        watch.Look();
        Assert.Equal((2, 1), (_said.Count, watch.Restored));
    }

    [Fact]
    public void A_run_looks_after_its_rules_until_it_takes_them_away()
    {
        using var rules = new Rules();
        using var live = new LiveTest { Install = () => rules }.Start(new FakeSource());
        rules.AreGone = true;
        live.Eventually(() => live.Errors.Contains("the firewall's rules were gone", StringComparison.Ordinal));
        live.Stop();
        Assert.True(rules.AreTakenAway);
        Assert.Contains("\"rules_restored\":1", live.Eve, StringComparison.Ordinal);
    }

    private sealed class Rules : IMendable
    {
        public bool AreGone { get; set; }

        public bool AreTakenAway { get; private set; }

        public string? Fault { get; set; }

        public bool Mend()
        {
            if (AreGone && Fault is not null)
            {
                throw new IOException(Fault);
            }

            var wereGone = AreGone;
            AreGone = false;
            return wereGone;
        }

        public void Dispose() => AreTakenAway = true;
    }
}
