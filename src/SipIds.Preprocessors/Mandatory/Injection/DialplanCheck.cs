using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Is the number that is asked for something that a dial plan would take apart or execute: <c>201&amp;SIP/trunk/00972…</c> rings two.</summary>
internal static class DialplanCheck
{
    private const int LongestWord = 16;
    private const int Overlap = 32;
    private const int MaxWindows = 8;

    private static readonly SearchValues<byte> s_signs = SearchValues.Create("&,|$"u8);
    private static readonly SearchValues<byte> s_signsOrEscape = SearchValues.Create("&,|$%"u8);

    // Channel drivers of Asterisk and FreeSWITCH.
    private static readonly byte[][] s_technologies = Words(
        "sip", "pjsip", "local", "dahdi", "zap", "iax", "iax2", "sccp", "skinny", "h323", "ooh323", "mgcp", "khomp", "dongle", "motif", "console",
        "unicastrtp", "multicastrtp", "audiosocket", "websocket", "misdn", "agent", "capi", "bridge",
        "sofia", "loopback", "verto", "freetdm", "openzap", "portaudio");

    // Applications and functions of theirs that call, run or write something.
    private static readonly byte[][] s_applications = Words(
        "system", "trysystem", "dial", "agi", "eagi", "deadagi", "fastagi", "exec", "tryexec", "execif", "originate", "transfer", "goto", "gotoif",
        "gosub", "macro", "set", "mset", "shell", "curl", "eval", "file", "db", "mixmonitor", "monitor", "record", "chanspy", "page", "bridge",
        "bgsystem", "lua", "javascript");

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2016, "mandatory-dialplan", Severity.High, EventAction.Drop,
        "The user part of the Request-URI or To, percent-encoded or not, holds what a dial plan would take apart or execute: a further channel (`&SIP/`, `&PJSIP/`, `&Local/`, "
        + "`&DAHDI/`, `:_:sofia/`), an application after a comma (`,System(`), a variable or expression (`${…}`).")
    {
        Title = "Dial plan injection in a called number",
        Classification = EventClass.WebApplicationAttack,
        Drop = DropReach.Message,
        FalseAlarm = "A client that dials a template which it should have filled in. Commas, ampersands and dollar signs alone are silent.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        if (fields.Message.IsRequest)
        {
            if (!fields.Message.RequestUri.IsPlain)
            {
                Judge("Request-URI"u8, fields.Message.RequestUri, inspection);
            }

            if (!fields.To.IsPlain)
            {
                Judge("To"u8, fields.To.Uri, inspection);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Judge(ReadOnlySpan<byte> field, in SipUri uri, Inspection inspection)
    {
        // What is injected may have ended the user part too soon.
        var at = uri.Text.LastIndexOf((byte)'@');
        var text = at < 0 ? uri.Text : uri.Text[..at];
        if (!text.ContainsAny(s_signsOrEscape) && text.IndexOf(":_:"u8) < 0)
        {
            return;
        }

        Span<byte> decoded = stackalloc byte[InjectionText.MaxLength];
        for (var (window, start) = (0, 0); start < text.Length && window < MaxWindows; window++)
        {
            var piece = text[start..Math.Min(text.Length, start + InjectionText.MaxLength)];
            var plain = decoded[..InjectionText.Decode(piece, decoded)];
            if (IsIn(plain) || HasOtherThread(plain))
            {
                Report(field, piece, inspection);
                return;
            }

            start += piece.Length == InjectionText.MaxLength ? InjectionText.MaxLength - Overlap : piece.Length;
        }
    }

    private static bool IsIn(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAny(s_signs) is >= 0 and var sign)
        {
            var rest = text[(sign + 1)..];
            if (text[sign] == '$' ? rest is [(byte)'{' or (byte)'[', ..] : IsCall(rest.TrimStart((byte)' ')))
            {
                return true;
            }

            text = rest;
        }

        return false;
    }

    // FreeSWITCH rings what stands on both sides of :_: (enterprise originate).
    private static bool HasOtherThread(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf(":_:"u8) is >= 0 and var separator)
        {
            text = text[(separator + 3)..];
            var length = WordLength(text);
            if (length > 0 && length < text.Length && text[length] == '/')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCall(ReadOnlySpan<byte> text)
    {
        var length = WordLength(text);
        return length > 0 && length < text.Length && text[length] switch
        {
            (byte)'/' => IsAnyOf(text[..length], s_technologies),
            (byte)'(' or (byte)',' => IsAnyOf(text[..length], s_applications),
            _ => false,
        };
    }

    private static int WordLength(ReadOnlySpan<byte> text)
    {
        var length = 0;
        while (length < text.Length && length <= LongestWord && char.IsAsciiLetterOrDigit((char)text[length]))
        {
            length++;
        }

        return length;
    }

    private static bool IsAnyOf(ReadOnlySpan<byte> word, byte[][] words)
    {
        foreach (var known in words)
        {
            if (Ascii.EqualsIgnoreCase(word, known))
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(ReadOnlySpan<byte> field, ReadOnlySpan<byte> text, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(field);
        detail.Add(": "u8);
        detail.Add(text);
        inspection.Report(Event, detail.Text);
    }

    private static byte[][] Words(params string[] words) => [.. words.Select(Encoding.ASCII.GetBytes)];
}
