using System.Text;
using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>Writes the messages of one dialog, short and legal.</summary>
internal sealed class DialogText(string from, string to, NetEndpoint client, NetEndpoint server, long number)
{
    private const string Nonce = "84a4cc6f3082121f32b42a2187831a9e";

    public SimulatedMessage Request(long time, string method, int sequence, bool isInDialog, string? branchOf = null, bool hasCredentials = false) =>
        new(new(time), client, server, Encoding.ASCII.GetBytes(
            $"{method} sip:{(method == "REGISTER" ? "example.com" : $"{to}@example.com")} SIP/2.0\r\n{Head(branchOf ?? method, sequence)}"
            + $"To: <sip:{to}@example.com>{(isInDialog ? $";tag=t{number}" : "")}\r\nCSeq: {sequence} {method}\r\nMax-Forwards: 70\r\nContact: <sip:{from}@{client}>\r\n"
            + (hasCredentials ? $"Authorization: Digest username=\"{from}\", realm=\"example.com\", nonce=\"{Nonce}\", uri=\"sip:example.com\", response=\"7587245234b3434cc3412213e5f113a5\"\r\n" : "")
            + "Content-Length: 0\r\n\r\n"));

    public SimulatedMessage Response(long time, string status, string method, int sequence, string? branchOf = null) =>
        new(new(time), server, client, Encoding.ASCII.GetBytes(
            $"SIP/2.0 {status}\r\n{Head(branchOf ?? method, sequence)}To: <sip:{to}@example.com>;tag=t{number}\r\nCSeq: {sequence} {method}\r\n"
            + (status.StartsWith("401", StringComparison.Ordinal) ? $"WWW-Authenticate: Digest realm=\"example.com\", nonce=\"{Nonce}\"\r\n" : $"Contact: <sip:{to}@{server}>\r\n")
            + "Content-Length: 0\r\n\r\n"));

    private string Head(string branchOf, int sequence) =>
        $"Via: SIP/2.0/UDP {client};branch=z9hG4bK{number}{branchOf}{sequence};rport\r\nFrom: <sip:{from}@example.com>;tag=f{number}\r\nCall-ID: c{number}@{client.Address}\r\n";
}
