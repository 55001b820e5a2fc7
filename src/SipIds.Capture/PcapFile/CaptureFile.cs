using System.Buffers.Binary;

namespace SipIds.Capture.PcapFile;

/// <summary>Opens capture files: pcap and pcapng in either byte order, plain or in gzip, from a file or from standard input.</summary>
public static class CaptureFile
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Opens a capture; what it is, its content says and not its name.</summary>
    /// <param name="path">A file, a named pipe, or <see cref="StandardInput"/>.</param>
    /// <exception cref="CaptureFormatException">It is no capture that can be read.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static CaptureFileSource Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return path == StandardInput
            ? Open(Console.OpenStandardInput(), "standard input")
            : Open(OpenFile(path), $"'{path}'");
    }

    /// <summary>Opens a capture that comes from a stream, which is then the source's own.</summary>
    /// <param name="stream">The bytes; looked at from its start if it can seek.</param>
    /// <param name="name">What messages call it, in quotes where it is a path.</param>
    internal static CaptureFileSource Open(Stream stream, string name)
    {
        CaptureInput? input = null;
        try
        {
            input = new(stream, name);
            return Recognise(input);
        }
        catch
        {
            (input ?? (IDisposable)stream).Dispose();
            throw;
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new(path, new FileStreamOptions
            {
                BufferSize = 0,
                Options = FileOptions.SequentialScan,
                Share = FileShare.ReadWrite | FileShare.Delete,
            });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FileNotFoundException($"There is no file '{path}'.", path, fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            var reason = Directory.Exists(path) ? "is a directory; name a capture file in it" : "may not be read by this user";
            throw new IOException($"'{path}' {reason}.", fault);
        }
        catch (IOException fault)
        {
            throw new IOException($"'{path}' cannot be opened: {fault.Message}", fault);
        }
    }

    private static CaptureFileSource Recognise(CaptureInput input)
    {
        if (input.TryFill(sizeof(uint)))
        {
            var magic = BinaryPrimitives.ReadUInt32LittleEndian(input.Unread);
            if (magic == PcapngSource.SectionHeader)
            {
                return PcapngSource.Open(input);
            }

            if (PcapHeader.IsMagic(magic))
            {
                return PcapSource.Open(input);
            }
        }

        // Enough to tell text from bytes; a shorter file gives what it has.
        _ = input.TryFill(ForeignFormat.UsefulLength);
        throw new CaptureFormatException(ForeignFormat.Explain(input));
    }
}
