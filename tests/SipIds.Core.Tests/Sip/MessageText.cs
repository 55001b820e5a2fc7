using System.Globalization;
using System.Text;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

/// <summary>Everything that can be read of a payload, as text: two parses are the same if these are.</summary>
internal static class MessageText
{
    public static string Of(ReadOnlySpan<byte> payload)
    {
        var text = new StringBuilder();
        var status = SipParser.Parse(payload, new SipHeaderTable(), out var message);
        Add(text, $"{status} {message.Anomalies} {message.Method} {message.StatusCode} {message.PresentIds:x} {message.RepeatedIds:x} {message.HeaderCount}");
        Add(text, message.MethodName, message.Version, message.ReasonPhrase, message.CallId, message.UserAgent, message.Head, message.Body, message.AfterHeaders);
        Add(text, message.RequestUri);
        Add(text, message.From);
        Add(text, message.To);
        Add(text, message.Via);
        Add(text, message.BottomVia);
        Add(text, $"{message.CSeq.Number} {message.CSeq.Method} {message.CSeq.Faults}");
        Add(text, message.CSeq.MethodName);
        foreach (var header in message.Headers)
        {
            Add(text, $"{header.Id} {header.IsFolded}");
            Add(text, header.Name, header.Value);
            AddValues(text, header.Value);
        }

        return text.Append(SipSniffer.LooksLikeSip(payload)).ToString();
    }

    public static string Of(NameAddress address)
    {
        var text = new StringBuilder();
        Add(text, address);
        return text.ToString();
    }

    public static string Of(SipUri uri)
    {
        var text = new StringBuilder();
        Add(text, uri);
        return text.ToString();
    }

    public static string Of(SipVia via)
    {
        var text = new StringBuilder();
        Add(text, via);
        return text.ToString();
    }

    private static void AddValues(StringBuilder text, ReadOnlySpan<byte> header)
    {
        foreach (var value in new SipValues(header))
        {
            Add(text, value);
            Add(text, NameAddress.Parse(value, out var addressParts));
            Add(text, SipVia.Parse(value, out var viaParts));
        }
    }

    private static void Add(StringBuilder text, NameAddress address)
    {
        Add(text, $"{address.HasTag} {address.Faults}");
        Add(text, address.DisplayName, address.Tag);
        Add(text, address.Uri);
        Add(text, address.Parameters);
    }

    private static void Add(StringBuilder text, SipUri uri)
    {
        Add(text, $"{uri.Port} {uri.IsSip} {uri.Faults}");
        Add(text, uri.Scheme, uri.User, uri.Password, uri.Host, uri.Headers);
        Add(text, uri.Parameters);
    }

    private static void Add(StringBuilder text, SipVia via)
    {
        Add(text, $"{via.Port} {via.HasBranch} {via.HasRPort} {via.RPort} {via.Faults}");
        Add(text, via.Text, via.Transport, via.Host, via.Branch, via.Received);
        Add(text, via.Parameters);
    }

    private static void Add(StringBuilder text, SipParameters parameters)
    {
        foreach (var parameter in parameters)
        {
            Add(text, parameter.Name, parameter.Value);
        }
    }

    private static void Add(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('|');

    private static void Add(StringBuilder text, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b = default, ReadOnlySpan<byte> c = default, ReadOnlySpan<byte> d = default,
        ReadOnlySpan<byte> e = default, ReadOnlySpan<byte> f = default, ReadOnlySpan<byte> g = default, ReadOnlySpan<byte> h = default) =>
        text.Append(a.Text()).Append('|').Append(b.Text()).Append('|').Append(c.Text()).Append('|').Append(d.Text()).Append('|')
            .Append(e.Text()).Append('|').Append(f.Text()).Append('|').Append(g.Text()).Append('|').Append(h.Text()).Append('|');
}
