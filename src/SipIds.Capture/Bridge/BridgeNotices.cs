using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SipIds.Capture.Bridge;

/// <summary>What lets the sensor be seen on an interface that it bridges: the host's own addresses there.</summary>
internal static class BridgeNotices
{
    public static IEnumerable<string> Of(string name)
    {
        var device = Array.Find(NetworkInterface.GetAllNetworkInterfaces(), d => string.Equals(d.Name, name, StringComparison.Ordinal));
        foreach (var address in device?.GetIPProperties().UnicastAddresses.Select(a => a.Address) ?? [])
        {
            yield return address.AddressFamily is AddressFamily.InterNetworkV6 && address.IsIPv6LinkLocal
                ? $"'{name}' has an IPv6 address of its own and can be seen; 'sysctl -w net.ipv6.conf.{name}.disable_ipv6=1' takes it away."
                : $"'{name}' has the address {address} and can be seen; 'ip address flush dev {name}' takes it away.";
        }
    }
}
