namespace SipIds.Testing.Traffic.Town;

/// <summary>A clock, and what is to happen in order of time; what falls on one moment happens in the order in which it was planned. Times are seconds.</summary>
internal sealed class Simulation
{
    private readonly PriorityQueue<Action, (double Time, long Order)> _plan = new();
    private long _order;

    public double Now { get; private set; }

    public void At(double time, Action action) => _plan.Enqueue(action, (Math.Max(time, Now), _order++));

    public void After(double delay, Action action) => At(Now + delay, action);

    public void Run(double until)
    {
        while (_plan.TryPeek(out _, out var next) && next.Time <= until)
        {
            Now = next.Time;
            _plan.Dequeue()();
        }

        Now = until;
    }
}
