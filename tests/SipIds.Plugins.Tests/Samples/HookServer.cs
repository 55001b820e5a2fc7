using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SipIds.Plugins.Tests.Samples;

/// <summary>A web hook's server on this machine, which answers as the test says.</summary>
internal sealed class HookServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly ConcurrentQueue<int> _answers = [];

    public HookServer()
    {
        (_listener, Url) = Listen();
        _ = Task.Run(Serve);
    }

    public string Url { get; }

    /// <summary>What was posted, an object a post.</summary>
    public ConcurrentQueue<JsonElement> Posts { get; } = [];

    /// <summary>The Authorization of each post.</summary>
    public ConcurrentQueue<string?> Authorizations { get; } = [];

    /// <summary>Says with which status codes the next posts are answered; 200 after them.</summary>
    public HookServer Answer(params int[] statuses)
    {
        foreach (var status in statuses)
        {
            _answers.Enqueue(status);
        }

        return this;
    }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    // A free port is known only when something listens there; another program may take it in between.
    private static (HttpListener Listener, string Url) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/alerts/";
            probe.Stop();
            var listener = new HttpListener { Prefixes = { url } };
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Posts.Enqueue((await JsonDocument.ParseAsync(context.Request.InputStream).ConfigureAwait(false)).RootElement);
            Authorizations.Enqueue(context.Request.Headers["Authorization"]);
            context.Response.StatusCode = _answers.TryDequeue(out var status) ? status : 200;
            if (context.Response.StatusCode is 301)
            {
                context.Response.RedirectLocation = Url;
            }

            context.Response.Close();
        }
    }
}
