using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SipIds.Events;
using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Eve;

/// <summary>What EVE says of an event whatever the packet, encoded once.</summary>
internal sealed class EveSignature
{
    public EveSignature(EventDescriptor descriptor)
    {
        Signature = Encode(SignatureOf(descriptor));
        Name = Encode(descriptor.Name);
        Explanation = Encode(descriptor.Text);
        Family = Encode(descriptor.Family.Name);
        Category = Encode(descriptor.Classification.Text);
        Class = Encode(descriptor.Classification.Name);
    }

    /// <summary>What dashboards show and group by: a title, or a user's own words for a rule.</summary>
    public JsonEncodedText Signature { get; }

    public JsonEncodedText Name { get; }

    public JsonEncodedText Family { get; }

    /// <summary>What fires it, in a sentence.</summary>
    public JsonEncodedText Explanation { get; }

    public JsonEncodedText Category { get; }

    public JsonEncodedText Class { get; }

    private static string SignatureOf(EventDescriptor descriptor) =>
        descriptor.Gid == Gid.Rules && descriptor.Text.Length > 0 ? descriptor.Text : $"SIPIDS {descriptor.Title}";

    private static JsonEncodedText Encode(string text)
    {
        var bytes = Utf8Text.Cut(Encoding.UTF8.GetBytes(text), JsonFields.MaxTextLength);
        return JsonEncodedText.Encode(bytes, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    }
}
