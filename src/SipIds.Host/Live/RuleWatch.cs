namespace SipIds.Host.Live;

/// <summary>Looks after the firewall's rules every few seconds, on a thread of its own: a reload of the firewall takes them away, and without them the sensor is blind and feels well.</summary>
internal sealed class RuleWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(2);

    private readonly IMendable _rules;
    private readonly Action<string> _say;
    private readonly ManualResetEventSlim _ending = new();
    private readonly Thread _thread;
    private string? _fault;
    private long _restored;

    public RuleWatch(IMendable rules, Action<string> say)
    {
        _rules = rules;
        _say = say;
        _thread = new(Run) { Name = "rules", IsBackground = true };
        _thread.Start();
    }

    /// <summary>How often the rules were gone and were set again.</summary>
    public long Restored => Interlocked.Read(ref _restored);

    /// <summary>Looks once.</summary>
    public void Look()
    {
        try
        {
            if (_rules.Mend())
            {
                _fault = null;
                Interlocked.Increment(ref _restored);
                _say("the firewall's rules were gone, as after a reload of the firewall, and are set again; packets of the last seconds were not inspected.");
            }
        }
        catch (IOException fault) when (fault.Message == _fault)
        {
            // It was said, and is tried again.
        }
        catch (IOException fault)
        {
            _fault = fault.Message;
            _say($"the firewall's rules are gone and cannot be set again, so that packets are not inspected; trying every {s_interval.TotalSeconds:0} s. {fault.Message}");
        }
    }

    public void Dispose()
    {
        _ending.Set();
        _ = _thread.Join(s_interval);
    }

    private void Run()
    {
        while (!_ending.Wait(s_interval))
        {
            Look();
        }
    }
}
