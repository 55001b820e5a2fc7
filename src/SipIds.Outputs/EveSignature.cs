using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SipIds.Events;

namespace SipIds.Outputs;

/// <summary>What EVE says of an event whatever the packet, encoded once.</summary>
internal sealed class EveSignature
{
    public EveSignature(EventDescriptor descriptor)
    {
        Signature = Encode(SignatureOf(descriptor));
        Name = Encode(descriptor.Name);
        Family = Encode(descriptor.Family.Name);
        Category = Encode(descriptor.Family.Classification);
    }

    /// <summary>What dashboards show and group by: name and sentence, or a user's own words for a rule.</summary>
    public JsonEncodedText Signature { get; }

    public JsonEncodedText Name { get; }

    public JsonEncodedText Family { get; }

    public JsonEncodedText Category { get; }

    private static string SignatureOf(EventDescriptor descriptor) =>
        descriptor.Gid == Gid.Rules && descriptor.Text.Length > 0 ? descriptor.Text : $"SIPIDS {descriptor.Name}: {descriptor.Text}";

    private static JsonEncodedText Encode(string text)
    {
        var bytes = Utf8Text.Cut(Encoding.UTF8.GetBytes(text), JsonFields.MaxTextLength);
        return JsonEncodedText.Encode(bytes, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
    }
}
