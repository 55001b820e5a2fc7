using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Looks through the suspicious texts of one message for code, and reports the first; a text that goes on and on is not looked at for ever.</summary>
internal struct InjectionSearch
{
    // No names, numbers and credentials of an honest message have as much that may be code, all together.
    private const int MaxLength = 1024;
    private const int Overlap = 96;

    private readonly Inspection _inspection;
    private int _left;

    public InjectionSearch(Inspection inspection)
    {
        _inspection = inspection;
        _left = MaxLength;
    }

    /// <summary>Looks at a user part, where blanks have no place.</summary>
    public void LookAtUser(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text) => Look(field, text, InjectedKind.User, isNotice: false);

    /// <summary>Looks at a text for people.</summary>
    public void LookAtName(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text) => Look(field, text, InjectedKind.Name, isNotice: false);

    /// <summary>Looks at the name of a product, in which lists of words after semicolons are common.</summary>
    public void LookAtProduct(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text) => Look(field, text, InjectedKind.Product, isNotice: false);

    /// <summary>Looks at what the sender did not write but had to repeat.</summary>
    public void LookAtRepeated(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text) => Look(field, text, InjectedKind.Name, isNotice: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Look(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text, InjectedKind kind, bool isNotice)
    {
        Span<byte> decoded = stackalloc byte[InjectionText.MaxLength];
        for (var start = 0; start < text.Length;)
        {
            if (_left <= 0)
            {
                Report("more of what may be code than any name has"u8, field, text, isNotice);
                return;
            }

            var piece = text[start..Math.Min(text.Length, start + InjectionText.MaxLength)];
            var found = InjectedCode.KindOf(piece, decoded, kind);
            if (!found.IsEmpty)
            {
                Report(found, field, piece, isNotice);
                return;
            }

            var step = piece.Length == InjectionText.MaxLength ? InjectionText.MaxLength - Overlap : piece.Length;
            start += step;
            _left -= step;
        }
    }

    private readonly void Report(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> field, ReadOnlySpan<byte> text, bool isNotice)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(kind);
        detail.Add(" in "u8);
        detail.Add(field);
        detail.Add(": "u8);
        detail.Add(text);
        if (isNotice)
        {
            _inspection.Notice(InjectionCheck.Event, detail.Text);
        }
        else
        {
            _inspection.Report(InjectionCheck.Event, detail.Text);
        }
    }
}
