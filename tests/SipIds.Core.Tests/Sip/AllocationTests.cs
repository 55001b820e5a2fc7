using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Core.Tests.Sip;

public class AllocationTests
{
    [Fact]
    public void Parsing_a_message_and_reading_all_of_it_allocates_nothing()
    {
        var table = new SipHeaderTable();
        var payloads = Corpus.All.ToArray();
        var expected = ReadAll(payloads, table);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = ReadAll(payloads, table);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(expected, read);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Reading_and_writing_an_address_allocates_nothing()
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        _ = RoundTrip("[2001:db8::9:255]"u8, text) + RoundTrip("192.0.2.1"u8, text);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var length = RoundTrip("[2001:db8::9:255]"u8, text) + RoundTrip("192.0.2.1"u8, text);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(15 + 9, length);
        Assert.Equal(0, allocated);
    }

    private static int RoundTrip(ReadOnlySpan<byte> address, Span<byte> text)
    {
        _ = NetAddress.TryParse(address, out var read);
        _ = read.TryFormat(text, out var written, default, null);
        return written;
    }

    // The sum of all that can be read, so that none of it is read in vain.
    private static long ReadAll(byte[][] payloads, SipHeaderTable table)
    {
        var sum = 0L;
        foreach (var payload in payloads)
        {
            sum += (long)SipParser.Parse(payload, table, out var message) + (long)message.Anomalies + message.StatusCode + (long)message.PresentIds;
            sum += message.MethodName.Length + message.Version.Length + message.ReasonPhrase.Length + message.UserAgent.Length + message.Body.Length;
            sum += Read(message.From) + Read(message.To) + Read(message.RequestUri) + Read(message.Via) + Read(message.BottomVia);
            sum += message.CSeq.Number + (long)message.CSeq.Method + message.CallId.Length;
            foreach (var header in message.Headers)
            {
                sum += (long)header.Id + header.Name.Length;
                foreach (var value in new SipValues(header.Value))
                {
                    sum += Read(NameAddress.Parse(value, out var addressParts)) + Read(SipVia.Parse(value, out var viaParts)) + Read(SipUri.Parse(value, out var uriParts));
                }
            }

            foreach (var header in message.All(SipHeaderId.Contact))
            {
                sum += header.Value.Length;
            }
        }

        return sum;
    }

    private static long Read(scoped NameAddress address) =>
        address.DisplayName.Length + address.Tag.Length + (long)address.Faults + Read(address.Uri) + Read(address.Parameters);

    private static long Read(scoped SipUri uri) =>
        uri.Scheme.Length + uri.User.Length + uri.Password.Length + uri.Host.Length + uri.Port + uri.Headers.Length + (long)uri.Faults + Read(uri.Parameters);

    private static long Read(scoped SipVia via) =>
        via.Transport.Length + via.Host.Length + via.Port + via.Branch.Length + via.Received.Length + via.RPort + (long)via.Faults + Read(via.Parameters);

    private static long Read(scoped SipParameters parameters)
    {
        var sum = parameters.TryGet("lr"u8, out var lr) ? lr.Length + 1L : 0;
        foreach (var parameter in parameters)
        {
            sum += parameter.Name.Length + parameter.Value.Length;
        }

        return sum;
    }
}
