namespace SipIds.Sip.Sdp;

/// <summary>The <c>a=name</c> and <c>a=name:value</c> lines of a session's or a media section's lines, in order (RFC 8866 §5.13).</summary>
public ref struct SdpAttributes
{
    /// <summary>How many letters all four directions have.</summary>
    internal const int DirectionLength = 8;

    private SdpLines _lines;

    internal SdpAttributes(ReadOnlySpan<byte> lines)
    {
        _lines = new(lines);
        Name = Value = default;
    }

    /// <summary>The name of the attribute just read; names are case-sensitive.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>What follows the colon of the attribute just read; empty where there is none.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The attribute just read: this.</summary>
    public readonly SdpAttributes Current => this;

    /// <summary>This, so that it can be enumerated.</summary>
    public readonly SdpAttributes GetEnumerator() => this;

    /// <summary>Reads the next attribute.</summary>
    public bool MoveNext()
    {
        while (_lines.MoveNext())
        {
            if (_lines.Type == 'a')
            {
                var text = _lines.Value;
                var colon = text.IndexOf((byte)':');
                Name = colon < 0 ? text : text[..colon];
                Value = colon < 0 ? default : text[(colon + 1)..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Looks for the first attribute of this name among those not yet read.</summary>
    public readonly bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        foreach (var attribute in this)
        {
            if (attribute.Name.SequenceEqual(name))
            {
                value = attribute.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The first direction among the attributes; <paramref name="otherwise"/> if none says one.</summary>
    internal readonly SdpDirection Direction(SdpDirection otherwise)
    {
        foreach (var attribute in this)
        {
            var name = attribute.Name;
            if (name.Length == DirectionLength && TryReadDirection(name, out var direction))
            {
                return direction;
            }
        }

        return otherwise;
    }

    internal static bool TryReadDirection(ReadOnlySpan<byte> name, out SdpDirection direction)
    {
        direction = SdpDirection.SendRecv;
        if (name.SequenceEqual("sendonly"u8))
        {
            direction = SdpDirection.SendOnly;
        }
        else if (name.SequenceEqual("recvonly"u8))
        {
            direction = SdpDirection.RecvOnly;
        }
        else if (name.SequenceEqual("inactive"u8))
        {
            direction = SdpDirection.Inactive;
        }
        else
        {
            return name.SequenceEqual("sendrecv"u8);
        }

        return true;
    }
}
