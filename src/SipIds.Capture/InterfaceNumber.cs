using SipIds.Capture.Native;

namespace SipIds.Capture;

/// <summary>The numbers that the kernel gives to interfaces, by which frames say where they came in.</summary>
public static class InterfaceNumber
{
    /// <summary>The number of an interface of this network namespace.</summary>
    /// <param name="name">Its name, such as <c>eth0</c>.</param>
    /// <returns>The number; 0 if there is none of that name, and on systems other than Linux, where no source tells them apart.</returns>
    public static int Of(string name) => OperatingSystem.IsLinux() ? (int)PacketSockets.NumberOf(name) : 0;
}
