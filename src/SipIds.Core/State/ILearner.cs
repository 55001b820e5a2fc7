using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace SipIds.State;

/// <summary>A preprocessor whose knowledge takes weeks to gather, and so outlives the process. The host keeps the bytes.</summary>
public interface ILearner
{
    /// <summary>Writes what was learnt so far.</summary>
    void Save(IBufferWriter<byte> output);

    /// <summary>Takes over what was saved, before the first packet; nothing of it where it cannot be read.</summary>
    /// <param name="saved">What <see cref="Save"/> wrote.</param>
    /// <param name="fault">Why it cannot be read, in words that follow “what behaviour learnt”: <c>is damaged</c>.</param>
    bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault);
}
