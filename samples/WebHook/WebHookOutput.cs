using System.Net.Http.Json;

namespace WebHook;

/// <summary>Posts alerts to a web hook, many at once. What waits, what is tried again and what is lost is not its concern: it writes one batch, or says why not.</summary>
public sealed class WebHookOutput(Uri url, WebHookOptions options) : IBatchOutput<WebHookOutput, WebHookOptions>
{
    // A redirect would carry alerts and token elsewhere; an old connection would outlive a change of DNS.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.Timeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    });

    public static OutputInfo Info { get; } = new() { Name = "web_hook", Summary = "Alerts posted to a web hook as JSON, many at once." };

    public string Name => $"web hook {url.GetLeftPart(UriPartial.Authority)}";

    public int MaxBatch => options.Batch;

    public TimeSpan Patience => options.Timeout;

    public static WebHookOutput? Create(WebHookOptions options, OutputServices services) => options.Url is { } url ? new(new(url), options) : null;

    public async Task WriteAsync(IReadOnlyList<AlertRecord> batch, CancellationToken cancellation)
    {
        var alerts = batch.Where(alert => alert.Severity <= options.Mildest).Select(PostedAlert.Of).ToList();
        if (alerts.Count == 0)
        {
            return;
        }

        using var post = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(new { alerts }, options: PostedAlert.Json) };
        if (options.TokenFile is { Path: var file })
        {
            post.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(file, cancellation).ConfigureAwait(false)).Split('\n')[0].Trim());
        }

        using var answer = await _client.SendAsync(post, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
        var status = (int)answer.StatusCode;
        if (!answer.IsSuccessStatusCode)
        {
            // RFC 9110 §15: what may go better later is tried again, and a batch that this server does not want is not.
            throw status is 408 or 425 or 429 or >= 500
                ? new HttpRequestException($"the server answered {status}")
                : new BatchRefusedException($"the server answered {status}, and a batch was not taken");
        }
    }

    public void Dispose() => _client.Dispose();
}
