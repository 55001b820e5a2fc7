namespace SipIds.Capture.NfQueue;

/// <summary>The numbers of Linux's <c>nfnetlink_queue.h</c>: how the kernel and a queue's reader speak.</summary>
internal static class QueueProtocol
{
    // A message: its header (length, type, flags, sequence, port), the family header (family, version, queue), attributes.
    public const int HeaderLength = 16;
    public const int FamilyLength = 4;
    public const int AttributeHeader = 4;

    public const ushort Error = 2; // NLMSG_ERROR
    public const ushort Packet = (3 << 8) | 0; // NFNL_SUBSYS_QUEUE, NFQNL_MSG_PACKET
    public const ushort Configure = (3 << 8) | 2; // NFQNL_MSG_CONFIG
    public const ushort Verdict = (3 << 8) | 1; // NFQNL_MSG_VERDICT
    public const ushort VerdictBatch = (3 << 8) | 3; // NFQNL_MSG_VERDICT_BATCH

    public const ushort Request = 1; // NLM_F_REQUEST
    public const ushort Acknowledge = 4; // NLM_F_ACK

    // What a packet comes with.
    public const ushort PacketHeader = 1; // NFQA_PACKET_HDR
    public const ushort VerdictHeader = 2; // NFQA_VERDICT_HDR
    public const ushort Time = 4; // NFQA_TIMESTAMP
    public const ushort InputDevice = 5; // NFQA_IFINDEX_INDEV
    public const ushort Payload = 10; // NFQA_PAYLOAD
    public const ushort WholeLength = 13; // NFQA_CAP_LEN
    public const ushort State = 14; // NFQA_SKB_INFO

    /// <summary>Nothing has checked the checksums yet, and nothing is left to fill in.</summary>
    public const uint ChecksumNotVerified = 1 << 2; // NFQA_SKB_CSUM_NOTVERIFIED

    // What a queue is told.
    public const ushort Command = 1; // NFQA_CFG_CMD
    public const ushort Copy = 2; // NFQA_CFG_PARAMS
    public const ushort MaxLength = 3; // NFQA_CFG_QUEUE_MAXLEN
    public const ushort FlagMask = 4; // NFQA_CFG_MASK
    public const ushort Flags = 5; // NFQA_CFG_FLAGS

    public const byte Bind = 1; // NFQNL_CFG_CMD_BIND
    public const byte CopyPacket = 2; // NFQNL_COPY_PACKET
    public const uint FailOpen = 1; // NFQA_CFG_F_FAIL_OPEN

    public const uint Drop = 0; // NF_DROP
    public const uint Accept = 1; // NF_ACCEPT

    /// <summary>Messages and attributes begin at multiples of four.</summary>
    public static int Align(int length) => (length + 3) & ~3;
}
