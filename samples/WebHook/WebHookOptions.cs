
namespace WebHook;

public sealed record WebHookOptions : OutputOptions
{
    [Setting("Where alerts are posted; null for nowhere. It begins with https:// unless plain_text is true.")]
    public string? Url { get; init; }

    [Setting("A file whose first line is sent as bearer token; null for none. It is read before each post.")]
    public FilePath? TokenFile { get; init; }

    [Setting("Whether the url may begin with http://: anybody on the way can then read and change what is posted.")]
    public bool PlainText { get; init; }

    [Setting("The mildest alerts that are posted.")]
    public Severity Mildest { get; init; } = Severity.Medium;

    [Setting("The most alerts of one post.", Min = 1, Max = 1000)]
    public int Batch { get; init; } = 100;

    [Setting("How long a post may take.", Min = "1s", Max = "1m")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public override IEnumerable<SettingFault> Validate() =>
        Url is null || (Uri.TryCreate(Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (PlainText && url.Scheme == Uri.UriSchemeHttp)))
            ? []
            : [new("url", PlainText ? "begins neither with https:// nor with http://" : "does not begin with https:// (plain_text: true allows http://)")];
}
