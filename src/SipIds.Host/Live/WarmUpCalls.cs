using System.Buffers.Binary;
using System.Text;
using SipIds.Packets;

namespace SipIds.Host.Live;

/// <summary>Registrations, OPTIONS and calls as phones send them, each of a user of its own, over UDP and TCP.</summary>
/// <remarks>The addresses are those set aside for documentation (RFC 5737), and no frame leaves the process.</remarks>
internal sealed class WarmUpCalls(Timestamp start)
{
    private const int LinkHeader = 14;
    private const int NetworkHeader = 20;
    private const int SegmentHeader = 20;
    private const int DatagramHeader = 8;
    private const byte TcpProtocol = 6;
    private const byte UdpProtocol = 17;

    private const string Sdp = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 0 101\r\na=rtpmap:8 PCMA/8000\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n";

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    private readonly byte[] _frame = new byte[2048];
    private readonly Queue<(string Text, bool FromCaller)> _waiting = new();
    private Timestamp _now = start;
    private int _call;
    private uint _callerSequence = 1;
    private uint _calleeSequence = 1;
    private long _number;

    private bool IsTcp => _call % 4 == 3;

    /// <summary>Begins the next call, whose messages are then read.</summary>
    public void Next()
    {
        _call++;
        var callee = $"<sip:v{_call}@example.com>";
        Exchange("REGISTER", 1, $"<sip:u{_call}@example.com>", "Expires: 3600\r\n", "", "200 OK");
        Exchange("OPTIONS", 1, callee, "Accept: application/sdp\r\n", "", "200 OK");
        Exchange("INVITE", 1, callee, "Allow: INVITE, ACK, CANCEL, BYE, OPTIONS\r\n", Sdp, "100 Trying", "180 Ringing", "200 OK");
        Exchange("ACK", 1, $"{callee};tag=t{_call:x8}", "", "");
        Exchange("BYE", 2, $"{callee};tag=t{_call:x8}", "", "", "200 OK");
    }

    /// <summary>The next message of the call; false when there is none.</summary>
    public bool TryRead(out CapturedFrame frame)
    {
        frame = default;
        if (!_waiting.TryDequeue(out var message))
        {
            return false;
        }

        _now += s_step;
        var length = Write(message.Text, message.FromCaller);
        frame = new() { Bytes = _frame.AsSpan(0, length), OriginalLength = length, Link = LinkType.Ethernet, Time = _now, Number = ++_number };
        return true;
    }

    private void Exchange(string method, int sequence, string to, string more, string body, params ReadOnlySpan<string> statuses)
    {
        var via = $"Via: SIP/2.0/{(IsTcp ? "TCP" : "UDP")} 192.0.2.1:5060;branch=z9hG4bK{method}{_call:x8}\r\n";
        var from = $"From: <sip:u{_call}@example.com>;tag=f{_call:x8}\r\n";
        var dialog = method is "REGISTER" or "OPTIONS" ? method : "call";
        var rest = $"Call-ID: {dialog}{_call:x8}@192.0.2.1\r\nCSeq: {sequence} {method}\r\nContact: <sip:u{_call}@192.0.2.1:5060>\r\n";
        Say($"{method} sip:v{_call}@example.com SIP/2.0\r\n{via}{from}To: {to}\r\n{rest}Max-Forwards: 70\r\nUser-Agent: Phone\r\n{more}", body, fromCaller: true);
        foreach (var status in statuses)
        {
            var tag = to.Contains(";tag=", StringComparison.Ordinal) || status == "100 Trying" ? "" : $";tag=t{_call:x8}";
            Say($"SIP/2.0 {status}\r\n{via}{from}To: {to}{tag}\r\n{rest}Server: Proxy\r\n", status == "200 OK" ? body : "", fromCaller: false);
        }
    }

    private void Say(string headers, string body, bool fromCaller) =>
        _waiting.Enqueue(($"{headers}{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}Content-Length: {body.Length}\r\n\r\n{body}", fromCaller));

    private int Write(string text, bool fromCaller)
    {
        var header = LinkHeader + NetworkHeader + (IsTcp ? SegmentHeader : DatagramHeader);
        var payload = Encoding.ASCII.GetBytes(text, _frame.AsSpan(header));
        _frame.AsSpan(0, header).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(12), 0x0800);
        WriteNetwork(_frame.AsSpan(LinkHeader), header - LinkHeader + payload, fromCaller);
        var transport = _frame.AsSpan(LinkHeader + NetworkHeader);
        BinaryPrimitives.WriteUInt16BigEndian(transport, 5060);
        BinaryPrimitives.WriteUInt16BigEndian(transport[2..], 5060);
        if (IsTcp)
        {
            WriteSegment(transport, payload, fromCaller);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(transport[4..], (ushort)(DatagramHeader + payload));
        }

        return header + payload;
    }

    private void WriteNetwork(Span<byte> header, int length, bool fromCaller)
    {
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
        header[8] = 64;
        header[9] = IsTcp ? TcpProtocol : UdpProtocol;
        ReadOnlySpan<byte> caller = [192, 0, 2, 1];
        ReadOnlySpan<byte> callee = [192, 0, 2, 2];
        (fromCaller ? caller : callee).CopyTo(header[12..]);
        (fromCaller ? callee : caller).CopyTo(header[16..]);
    }

    private void WriteSegment(Span<byte> header, int payload, bool fromCaller)
    {
        ref var sequence = ref fromCaller ? ref _callerSequence : ref _calleeSequence;
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], fromCaller ? _calleeSequence : _callerSequence);
        header[12] = SegmentHeader / 4 << 4;
        header[13] = 0x18;
        sequence += (uint)payload;
    }
}
