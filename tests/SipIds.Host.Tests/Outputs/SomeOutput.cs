using SipIds.Events;
using SipIds.Outputs;

namespace SipIds.Host.Tests.Outputs;

internal sealed record SomeOptions : OutputOptions;

/// <summary>An output that does as the test says, whenever it is asked for anything but its name.</summary>
internal sealed class SomeOutput(Action does) : IEventOutput<SomeOutput, SomeOptions>
{
    /// <summary>What creating the next one comes to, in the test that runs.</summary>
    public static readonly AsyncLocal<Func<IEventOutput?>?> Creates = new();

    public static OutputInfo Info { get; } = new() { Name = "some", Summary = "Does as it is told." };

    public string Name => "some output";

    public long Lost
    {
        get
        {
            does();
            return 3;
        }
    }

    public string? Fault
    {
        get
        {
            does();
            return null;
        }
    }

    public List<string> Called { get; } = [];

    public static IEventOutput? Create(SomeOptions options, OutputServices services) => Creates.Value!();

    public void Write(in Alert alert, in SipPacket packet) => Call(nameof(Write));

    public void Flush() => Call(nameof(Flush));

    public void Reopen() => Call(nameof(Reopen));

    public void Dispose() => Call(nameof(Dispose));

    private void Call(string what)
    {
        Called.Add(what);
        does();
    }
}
