using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.PcapFile;

/// <summary>The frames of one capture file, numbered from 1 over all its interfaces.</summary>
/// <remarks>A file that is cut short or damaged ends before its first broken frame and says so in <see cref="Warning"/>.</remarks>
public abstract class CaptureFileSource : IPacketSource
{
    private protected CaptureFileSource(CaptureInput input) => Input = input;

    /// <summary>What messages call the file: its path in quotes, or <c>standard input</c>.</summary>
    public string Name => Input.Name;

    /// <summary>Bytes taken from the file so far, compressed ones if it is compressed; any thread may ask.</summary>
    public long BytesRead => Input.BytesRead;

    /// <summary>The length of the file in bytes when it was opened; null for a pipe.</summary>
    public long? TotalBytes => Input.TotalBytes;

    /// <summary>Why the file ended before its end, as a sentence; null while there is nothing to say.</summary>
    public string? Warning { get; private set; }

    /// <summary>The number, in its section of a pcapng file, of the interface of the frame that was read last; 0 in files that do not tell interfaces apart.</summary>
    public int Interface { get; private protected set; }

    private protected CaptureInput Input { get; }

    /// <summary>The number of the last frame.</summary>
    private protected long Number { get; set; }

    /// <inheritdoc/>
    public abstract bool TryRead(out CapturedFrame frame);

    /// <summary>What the file calls one of its interfaces; null if it does not say.</summary>
    public virtual string? InterfaceName(int number) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The input ended inside a record: keeps the reason and lets nothing more be read.</summary>
    private protected void EndShort(string where)
    {
        EndWhole();
        Warning ??= $"{Name} ends in the middle of {where}: it was cut short.";
    }

    /// <summary>The input ended between two records, which is its end unless its compression says otherwise.</summary>
    private protected void EndWhole()
    {
        Warning ??= Input.Fault is { } fault ? $"{Name} ends after packet {Number}: {fault}." : null;
        Input.End();
    }

    /// <summary>The bytes make no sense: keeps the reason and lets nothing more be read.</summary>
    private protected void EndDamaged(string what)
    {
        Warning ??= $"{Name} is damaged after packet {Number}: {what}.";
        Input.End();
    }
}
