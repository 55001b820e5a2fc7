using SipIds.Packets;
using SipIds.Sip.Sdp;

namespace SipIds.Calls.Media;

/// <summary>What the lines of a session, and then those of one of its streams, say of where and how media flows: read in one pass, for this stands in every second message of a call.</summary>
internal struct MediaLines
{
    /// <summary>The address of the last <c>c=</c> line; none for a host name.</summary>
    public NetAddress Address { get; private set; }

    /// <summary>The last direction.</summary>
    public SdpDirection Direction { get; private set; }

    /// <summary>The code of the encoding that <c>a=rtpmap</c> gives the format (RFC 8866 §6.6); 0 where none does.</summary>
    public byte Encoding { get; private set; }

    public void Read(SdpLines lines, ReadOnlySpan<byte> format)
    {
        while (lines.MoveNext())
        {
            if (lines.Type == 'a')
            {
                ReadAttribute(lines.Value, format);
            }
            else if (lines.Type == 'c')
            {
                Address = new SdpConnection(lines.Value).TryGetAddress(out var address) ? address : default;
            }
        }
    }

    private void ReadAttribute(ReadOnlySpan<byte> text, ReadOnlySpan<byte> format)
    {
        if (text.Length == SdpAttributes.DirectionLength && SdpAttributes.TryReadDirection(text, out var direction))
        {
            Direction = direction;
        }
        else if (!format.IsEmpty && Encoding == 0 && text.StartsWith("rtpmap:"u8))
        {
            var mapping = text["rtpmap:"u8.Length..];
            if (SdpWords.Take(ref mapping).SequenceEqual(format))
            {
                var slash = mapping.IndexOf((byte)'/');
                Encoding = MediaEncodings.CodeOf(slash < 0 ? mapping : mapping[..slash]);
            }
        }
    }
}
