using System.Text.Json;

namespace SipIds.Capture.Tests.Lab;

/// <summary>What the kernel says of a cable's end.</summary>
internal static class Cable
{
    /// <summary>Frames sent into it that the kernel's own queue between the two ends had no room for.</summary>
    public static int Lost(NetworkLab lab, string host, string name)
    {
        using var told = JsonDocument.Parse(lab.Exec(host, $"ip -s -j link show {name}"));
        return told.RootElement[0].GetProperty("stats64").GetProperty("tx").GetProperty("dropped").GetInt32();
    }
}
