namespace SipIds.Capture.PcapFile;

/// <summary>A file is no capture that can be read; the message is one sentence that names the file and the mend.</summary>
public sealed class CaptureFormatException : IOException
{
    /// <summary>An exception without a message of its own.</summary>
    public CaptureFormatException()
    {
    }

    /// <summary>An exception with the sentence for the reader.</summary>
    public CaptureFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with the sentence for the reader, and what lies behind it.</summary>
    public CaptureFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
