using System.Text;

namespace SipIds.Outputs.Tests;

/// <summary>A file on a disk with little room, which writes what fits and then fails.</summary>
internal sealed class SmallDisk : MemoryStream
{
    public int Room { get; set; }

    public bool CanShrink { get; set; } = true;

    public bool CanTellItsLength { get; set; } = true;

    public int Failures { get; private set; }

    public string Text => Encoding.UTF8.GetString(ToArray());

    public override void Write(byte[] buffer, int offset, int count)
    {
        var fits = (int)Math.Min(count, Room - Length);
        base.Write(buffer, offset, fits);
        if (fits < count)
        {
            Failures++;
            throw new IOException("No space left on device");
        }
    }

    public override long Seek(long offset, SeekOrigin loc) => CanTellItsLength ? base.Seek(offset, loc) : throw new IOException("Stale file handle");

    public override void SetLength(long value)
    {
        if (!CanShrink)
        {
            throw new IOException("Input/output error");
        }

        base.SetLength(value);
    }
}
