using System.Text;

namespace SipIds.Testing;

/// <summary>One line of a message under construction; a raw line has no name.</summary>
internal sealed record HeaderLine
{
    private static readonly string[] s_copied = ["Via", "Record-Route", "From", "To", "Call-ID", "CSeq"];

    public HeaderLine(string name, string value)
    {
        Name = name;
        Value = value;
        Bytes = Encoding.UTF8.GetBytes($"{name}: {value}");
    }

    public HeaderLine(ReadOnlySpan<byte> bytes) => Bytes = bytes.ToArray();

    public string Name { get; } = "";

    public string Value { get; } = "";

    public byte[] Bytes { get; }

    /// <summary>Whether a response copies it from its request (RFC 3261 §8.2.6.2, §12.1.1).</summary>
    public bool IsCopied => Array.Exists(s_copied, IsNamed);

    public bool IsNamed(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
