namespace SipIds.Sip;

/// <summary>A view of one header line.</summary>
public readonly ref struct SipHeader
{
    internal SipHeader(ReadOnlySpan<byte> payload, in SipHeaderTable.Entry entry)
    {
        Id = entry.Id;
        Value = payload.Slice(entry.ValueStart, entry.ValueLength);
        IsFolded = entry.Folded != 0;
        IsPresent = true;
        var name = payload[entry.NameStart..];
        var colon = name.IndexOf((byte)':');
        Name = SipGrammar.Trim(colon < 0 ? default : name[..colon]);
        HasSpaceBeforeColon = colon > Name.Length;
    }

    /// <summary>Which header it is.</summary>
    public SipHeaderId Id { get; }

    /// <summary>The name as it stands.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The value without the white space around it; folds inside it are left in, and count as white space.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Whether the line is folded over several (RFC 3261 §7.3.1).</summary>
    public bool IsFolded { get; }

    /// <summary>Whether white space stands between the name and its colon (RFC 3261 §7.3.1 allows it and asks not to).</summary>
    public bool HasSpaceBeforeColon { get; }

    /// <summary>False for the answer to a header that the message does not have.</summary>
    public bool IsPresent { get; }
}
