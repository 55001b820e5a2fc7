using System.Runtime.InteropServices;

namespace SipIds.Capture;

/// <summary>The numbers that the kernel gives to interfaces, by which frames say where they came in.</summary>
public static partial class InterfaceNumber
{
    /// <summary>The number of an interface of this network namespace.</summary>
    /// <param name="name">Its name, such as <c>eth0</c>.</param>
    /// <returns>The number; 0 if there is none of that name.</returns>
    public static int Of(string name) => (int)NumberOf(name);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint NumberOf(string name);
}
