using System.Text.Json;

namespace SipIds.Host.Tests.CommandLine;

/// <summary>A process that has ended.</summary>
internal sealed record Finished(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> Lines => Split(Output);

    public IReadOnlyList<string> ErrorLines => Split(Errors);

    /// <summary>Every line of standard output as a JSON object; throws where one is none.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Lines.Select(line => JsonDocument.Parse(line).RootElement)];

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
