namespace Geofence;

internal static class NetworkFile
{
    public static NetPrefixSet? Read(string path, out string? fault)
    {
        fault = null;
        try
        {
            var lines = File.ReadLines(path).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);
            return [.. lines.Select(NetPrefix.Parse)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            fault = $"{path} cannot be taken: {e.Message}";
            return null;
        }
    }
}
