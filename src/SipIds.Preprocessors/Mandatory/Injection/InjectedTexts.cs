using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>The part of <see cref="InjectionCheck"/> that looks at what logs, call records and web pages show as it came: who made a message, what it is about, why.</summary>
internal static class InjectedTexts
{
    private const ulong Products = (1UL << (int)SipHeaderId.UserAgent) | (1UL << (int)SipHeaderId.Server);
    private const ulong Remarks = (1UL << (int)SipHeaderId.Subject) | (1UL << (int)SipHeaderId.Reason) | (1UL << (int)SipHeaderId.Warning);

    // What is in every pattern but the one of nothing but words, and rare in the names of products.
    private static readonly ByteSet s_suspicious = new("'`|$<%&;\\=\n"u8);

    private static readonly SearchValues<byte> s_inContentType = SearchValues.Create("'`|$<%"u8);
    private static readonly SearchValues<byte> s_inCallId = SearchValues.Create("'`<>%\"\\"u8);

    /// <summary>Whether there is nothing to look at in these headers, but for the few messages that say what they are about, or why.</summary>
    public static bool ArePlain(in SipMessage message) =>
        (message.PresentIds & Remarks) == 0
        && !message.ValueOf(SipHeaderId.ContentType).ContainsAny(s_inContentType)
        && ((message.PresentIds & Products) == 0
            || ((message.RepeatedIds & Products) == 0 && IsPlain(message.ValueOf(SipHeaderId.UserAgent)) && IsPlain(message.ValueOf(SipHeaderId.Server))));

    public static void Inspect(in SipMessage message, ref InjectionSearch search)
    {
        if (!ArePlain(message))
        {
            InspectAll(message, ref search);
        }
    }

    /// <summary>A response repeats the Call-ID of its request, and its sender is not to blame for it.</summary>
    public static void InspectCallId(in SipMessage message, ref InjectionSearch search)
    {
        var callId = message.CallId;
        if (!callId.ContainsAny(s_inCallId))
        {
            return;
        }

        if (message.IsRequest)
        {
            search.LookAtName("Call-ID"u8, callId);
        }
        else
        {
            search.LookAtRepeated("Call-ID"u8, callId);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectAll(in SipMessage message, ref InjectionSearch search)
    {
        foreach (var line in message.Headers)
        {
            if (line.Id is SipHeaderId.UserAgent or SipHeaderId.Server)
            {
                if (!IsPlain(line.Value))
                {
                    search.LookAtProduct(line.Name, line.Value);
                }
            }
            else if (line.Id is SipHeaderId.ContentType && message.IsRequest)
            {
                InspectContentType(line, ref search);
            }
            else if (line.Id is SipHeaderId.Subject or SipHeaderId.Reason or SipHeaderId.Warning)
            {
                var text = line.Id is SipHeaderId.Subject ? line.Value : QuotedPart(line.Value);
                if (!IsPlain(text))
                {
                    search.LookAtName(line.Name, text);
                }
            }
        }
    }

    private static void InspectContentType(in SipHeader line, ref InjectionSearch search)
    {
        var end = line.Value.IndexOf((byte)';') is >= 0 and var first ? first : line.Value.Length;
        search.LookAtName(line.Name, line.Value[..end]);
        foreach (var parameter in new SipParameters(line.Value[end..]))
        {
            if (parameter.Value.ContainsAny(s_inContentType) && !IsMadeAtRandom(parameter.Name))
            {
                search.LookAtName(line.Name, parameter.Value);
            }
        }
    }

    private static bool IsMadeAtRandom(ReadOnlySpan<byte> parameter) =>
        Ascii.EqualsIgnoreCase(parameter, "boundary"u8) || Ascii.EqualsIgnoreCase(parameter, "start"u8);

    private static bool IsPlain(ReadOnlySpan<byte> text) => !s_suspicious.IsIn(text) && !InjectionCheck.HasUnion(text);

    // Protocol, cause and code before it have signs of their own: Q.850;cause=16;text="…".
    private static ReadOnlySpan<byte> QuotedPart(ReadOnlySpan<byte> value) => value[(value.IndexOf((byte)'"') + 1)..];
}
