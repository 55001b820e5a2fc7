using SipIds.Events;
using SipIds.Pipeline.Snapshots;

namespace SipIds.Host.Outputs;

/// <summary>An output of a plugin. Foreign code may fail in any way wherever it is called; what it throws while it writes is the pipeline's to contain and to charge, and the rest is contained here.</summary>
internal sealed class PluginOutput : IEventOutput, IDropOutput, ISnapshotOutput
{
    private readonly IEventOutput _output;
    private long _lost;
    private string? _defect;

    public PluginOutput(IEventOutput output)
    {
        _output = output;
        Name = output.Name;
    }

    public string Name { get; }

    public long Lost
    {
        get
        {
            Contain(() => _lost = _output.Lost);
            return _lost;
        }
    }

    public string? Fault
    {
        get
        {
            string? fault = null;
            Contain(() => fault = _output.Fault);
            return _defect ?? fault;
        }
    }

    public bool TakesSnapshots
    {
        get
        {
            var takes = false;
            Contain(() => takes = _output is ISnapshotOutput { TakesSnapshots: true });
            return takes;
        }
    }

    public void Write(in Alert alert, in SipPacket packet) => _output.Write(alert, packet);

    public void Write(in Drop drop, in SipPacket packet) => (_output as IDropOutput)?.Write(drop, packet);

    public void Write(SensorSnapshot snapshot) => Contain(() => (_output as ISnapshotOutput)?.Write(snapshot));

    public void Flush() => Contain(_output.Flush);

    public void Reopen() => Contain(_output.Reopen);

    public void Dispose() => Contain(_output.Dispose);

    // A defect lasts: what does not hold its contract once is not believed again.
    private void Contain(Action call)
    {
        try
        {
            call();
        }
        catch (Exception fault)
        {
            _defect ??= $"{Name} failed: {fault.GetType().Name}: {fault.Message}";
        }
    }
}
