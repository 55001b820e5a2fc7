using System.Text;
using SipIds.Configuration.Binding;
using SipIds.Configuration.Yaml;

namespace SipIds.Configuration;

/// <summary>Turns <c>sipcnf.yaml</c> and the <c>--set</c> arguments into typed options, or into a list of all that is wrong with them.</summary>
public static class ConfigurationLoader
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file and then the arguments. A file that cannot be read is a fault.</summary>
    /// <param name="schema">The keys that there are.</param>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Arguments of the form <c>key=value</c>, the later one winning.</param>
    public static ConfigurationResult LoadFile(SettingsSchema schema, string path, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new byte[MaxBytes + 1];
            return Load(schema, bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)), path, overrides);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Load(schema, "", path, overrides, new ConfigurationFault(path, 0, 0, "the file does not exist"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Load(schema, "", path, overrides, new ConfigurationFault(path, 0, 0, $"the file cannot be read: {e.Message}"));
        }
    }

    /// <summary>Reads the bytes of a file, which must be UTF-8, and then the arguments.</summary>
    /// <inheritdoc cref="Load(SettingsSchema, string, string, IReadOnlyList{string}?)"/>
    public static ConfigurationResult Load(
        SettingsSchema schema, ReadOnlySpan<byte> utf8, string fileName, IReadOnlyList<string>? overrides = null)
    {
        if (utf8.Length > MaxBytes)
        {
            return Load(schema, "", fileName, overrides, new ConfigurationFault(fileName, 0, 0, "the file is larger than 1 MiB"));
        }

        if (utf8 is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return Load(schema, "", fileName, overrides, new ConfigurationFault(fileName, 0, 0, "the file is UTF-16; save it as UTF-8"));
        }

        try
        {
            return Load(schema, s_strictUtf8.GetString(utf8), fileName, overrides, refusal: null);
        }
        catch (DecoderFallbackException e)
        {
            var before = utf8[..Math.Clamp(e.Index, 0, utf8.Length)];
            var place = new Place(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
            var fault = new ConfigurationFault(fileName, place.Line, place.Column, "this is not UTF-8; save the file as UTF-8");
            return Load(schema, "", fileName, overrides, fault);
        }
    }

    /// <summary>Reads the text of a file and then the arguments.</summary>
    /// <param name="schema">The keys that there are.</param>
    /// <param name="text">The text; an empty one stands for the defaults.</param>
    /// <param name="fileName">The name that faults are reported against.</param>
    /// <param name="overrides">Arguments of the form <c>key=value</c>, the later one winning.</param>
    public static ConfigurationResult Load(SettingsSchema schema, string text, string fileName, IReadOnlyList<string>? overrides = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > MaxBytes
            ? Load(schema, "", fileName, overrides, new ConfigurationFault(fileName, 0, 0, "the file is larger than 1 MiB"))
            : Load(schema, text, fileName, overrides, refusal: null);
    }

    private static ConfigurationResult Load(
        SettingsSchema schema, string text, string fileName, IReadOnlyList<string>? overrides, ConfigurationFault? refusal)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(fileName);
        var records = schema.Parts.Select(p => p.Defaults).ToArray();
        var faults = new List<ConfigurationFault>();
        if (refusal is null)
        {
            faults.AddRange(ReadText(schema, text, fileName, records));
        }
        else
        {
            faults.Add(refusal);
        }

        foreach (var argument in overrides ?? [])
        {
            faults.AddRange(ReadOverride(schema, argument, records));
        }

        return new(faults, faults.Count == 0 ? new(schema, records) : null);
    }

    private static IEnumerable<ConfigurationFault> ReadText(SettingsSchema schema, string text, string fileName, object[] records)
    {
        var faults = new FaultList(fileName, hasLines: true);
        if (NodeReader.Read(text.TrimStart('\uFEFF'), faults) is { } root)
        {
            RootBinder.Bind(root, records, new(schema, faults, IsArgument: false));
        }

        return faults.InOrder();
    }

    private static IEnumerable<ConfigurationFault> ReadOverride(SettingsSchema schema, string argument, object[] records)
    {
        var faults = new FaultList($"--set {Shown.Of(argument)}", hasLines: false);
        if (Override.Read(schema, argument, faults) is { } root)
        {
            RootBinder.Bind(root, records, new(schema, faults, IsArgument: true));
        }

        return faults.InOrder();
    }
}
