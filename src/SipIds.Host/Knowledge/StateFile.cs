using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Host.Knowledge;

/// <summary>The file of the setting <c>state</c>: what preprocessors took weeks to learn, and the secret under which its keys mean something.</summary>
/// <remarks>A mark with the version, the secret, the parts with their names, and a SHA-256 of all before it. What is damaged or cannot be read is put aside and said, and everything begins anew.</remarks>
internal sealed class StateFile
{
    private const int MostParts = 1024;

    private static readonly byte[] s_mark = "SipIds state 1\n"u8.ToArray();

    private readonly string _path;
    private readonly byte[] _secret;
    private readonly Dictionary<string, byte[]> _parts;

    private StateFile(string path, byte[] secret, Dictionary<string, byte[]> parts)
    {
        _path = path;
        _secret = secret;
        _parts = parts;
    }

    /// <summary>The hasher to run the pipeline with, so that what was learnt is found again.</summary>
    public KeyHasher Hasher => KeyHasher.FromSecret(_secret);

    /// <summary>Reads the file. Where it is not there, nothing was learnt yet.</summary>
    /// <param name="path">The file.</param>
    /// <param name="say">Takes a sentence where something is wrong with it.</param>
    public static StateFile Open(string path, Action<string> say)
    {
        try
        {
            return Read(path, File.ReadAllBytes(path));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return Empty(path);
        }
        catch (InvalidDataException damage)
        {
            return BeginAnew(path, damage.Message, say);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return BeginAnew(path, $"cannot be read: {fault.Message}", say);
        }
    }

    /// <summary>Gives the preprocessors of a new pipeline what they knew.</summary>
    public void Restore(SipIdsPipeline pipeline, Action<string> say)
    {
        foreach (var (name, learner) in pipeline.Learners)
        {
            if (_parts.TryGetValue(name, out var saved) && !learner.TryRestore(saved, out var fault))
            {
                say($"what {name} learnt, in the state file '{_path}', {fault}; {name} begins anew.");
            }
        }
    }

    /// <summary>Takes over what the preprocessors know now. Not to be called while a packet is processed.</summary>
    public void Gather(SipIdsPipeline pipeline)
    {
        foreach (var (name, learner) in pipeline.Learners)
        {
            var bytes = new ArrayBufferWriter<byte>();
            learner.Save(bytes);
            _parts[name] = bytes.WrittenSpan.ToArray();
        }
    }

    /// <summary>Writes what was gathered, as a whole or not at all.</summary>
    /// <returns>Whether it could be written; if not, why was said.</returns>
    public bool TryWrite(Action<string> say)
    {
        try
        {
            var written = _path + ".new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(written, options))
            {
                file.Write(ToBytes());
                file.Flush(flushToDisk: true);
            }

            File.Move(written, _path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            say($"the state file '{_path}' cannot be written: {fault.Message}");
            return false;
        }
    }

    // What is there may be mended, or be readable again: it is not overwritten.
    private static StateFile BeginAnew(string path, string reason, Action<string> say)
    {
        var kept = TryPutAside(path) ? $"it is kept as '{path}.damaged', and " : "";
        say($"the state file '{path}' {reason}; {kept}learning begins anew.");
        return Empty(path);
    }

    private static StateFile Empty(string path) => new(path, RandomNumberGenerator.GetBytes(KeyHasher.SecretLength), new(StringComparer.Ordinal));

    private static StateFile Read(string path, byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith(s_mark))
        {
            throw new InvalidDataException("is no state file of this version");
        }

        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < s_mark.Length + KeyHasher.SecretLength || !SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length)))
        {
            throw new InvalidDataException("is damaged");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, s_mark.Length, length - s_mark.Length), Encoding.UTF8);
        var secret = reader.ReadBytes(KeyHasher.SecretLength);
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var left = Math.Min(reader.ReadInt32(), MostParts); left > 0; left--)
        {
            parts[reader.ReadString()] = reader.ReadBytes(reader.ReadInt32());
        }

        return new(path, secret, parts);
    }

    private static bool TryPutAside(string path)
    {
        try
        {
            File.Move(path, path + ".damaged", overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(s_mark);
        writer.Write(_secret);
        writer.Write(_parts.Count);
        foreach (var (name, part) in _parts)
        {
            writer.Write(name);
            writer.Write(part.Length);
            writer.Write(part);
        }

        writer.Flush();
        writer.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        writer.Flush();
        return bytes.ToArray();
    }
}
