using System.Text;
using SharpPcap;

namespace SipIds.SharpPcap;

/// <summary>What devices throw and say, as sentences for a person.</summary>
internal static class DeviceFault
{
    /// <summary>Whether it is what SharpPcap throws when a device cannot be opened, or when there is no libpcap at all.</summary>
    public static bool IsOfDevice(Exception fault) =>
        fault is PcapException or PlatformNotSupportedException || IsMissingLibrary(fault);

    public static IOException Opening(string name, Exception fault) => new(Explain(name, fault), fault);

    public static IOException Reading(string name, Exception fault) => new($"'{name}' cannot be read on: {Clause(fault.Message)}.", fault);

    public static IOException Reading(string name, string? words) => new($"'{name}' cannot be read on: {Clause(words)}.");

    public static EndOfStreamException AtEnd(string name) => new($"'{name}' is at its end.");

    /// <summary>What the device says of its last failure.</summary>
    public static string? LastErrorOf(ICaptureDevice device)
    {
        try
        {
            return device.LastError;
        }
        catch (Exception fault) when (fault is PcapException or ObjectDisposedException)
        {
            return fault.Message;
        }
    }

    /// <summary>The words of a library on one line and without a full stop, to stand inside a sentence.</summary>
    public static string Clause(string? words)
    {
        var clause = new StringBuilder();
        foreach (var rune in (words ?? "").EnumerateRunes())
        {
            clause.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        var text = clause.ToString().Trim().TrimEnd('.');
        return text.Length > 0 ? text : "the device does not say why";
    }

    private static string Explain(string name, Exception fault) => (fault as PcapException)?.Error switch
    {
        PcapError.PermissionDenied or PcapError.PromiscuousPermissionDenied =>
            $"'{name}' may not be watched by this user; run as root or administrator.",
        PcapError.NoSuchDevice => $"There is no interface '{name}'.",
        PcapError.InterfaceNotUp => $"'{name}' is down.",
        _ when IsMissingLibrary(fault) => $"'{name}' cannot be opened without a capture library: install Npcap on Windows, libpcap elsewhere.",
        _ => $"'{name}' cannot be opened: {Clause(fault.Message)}.",
    };

    private static bool IsMissingLibrary(Exception fault) =>
        fault is DllNotFoundException or EntryPointNotFoundException
        || (fault is TypeInitializationException && fault.InnerException is { } inner && IsMissingLibrary(inner));
}
