namespace SipIds.LiveTests.Lab;

/// <summary>Sends again and again from a thread of its own until it is stopped.</summary>
internal sealed class Attack : IDisposable
{
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private Exception? _fault;

    /// <param name="interval">How long it waits before each time.</param>
    /// <param name="send">Sends, and is told how often it has before.</param>
    public Attack(TimeSpan interval, Action<int> send)
    {
        _thread = new(() => Run(interval, send)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>How often it has sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Ends it, and says what went wrong.</summary>
    public void Stop()
    {
        _stop.Set();
        _thread.Join();
        Assert.Null(_fault);
    }

    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Run(TimeSpan interval, Action<int> send)
    {
        try
        {
            while (!_stop.Wait(interval))
            {
                send(Sent++);
            }
        }
        catch (System.Net.Sockets.SocketException fault)
        {
            _fault = fault;
        }
    }
}
