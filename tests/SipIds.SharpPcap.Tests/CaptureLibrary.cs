using SharpPcap.LibPcap;

namespace SipIds.SharpPcap.Tests;

/// <summary>The library below SharpPcap, which not every machine has: Npcap on Windows, libpcap elsewhere.</summary>
internal static class CaptureLibrary
{
    private static readonly bool s_isThere = IsThere();

    /// <summary>Skips the test that calls it where there is no such library, and nowhere else.</summary>
    public static void Need() => Assert.SkipUnless(s_isThere, "There is no libpcap; test.sh installs it, and so does 'apt-get install libpcap0.8'.");

    private static bool IsThere()
    {
        try
        {
            _ = LibPcapLiveDeviceList.New();
            return true;
        }
        catch (Exception fault) when (fault is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException })
        {
            return false;
        }
    }
}
