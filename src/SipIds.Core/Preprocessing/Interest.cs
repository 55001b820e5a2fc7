using SipIds.Sip;

namespace SipIds.Preprocessing;

/// <summary>The packets that a preprocessor wants to see, as a set of bits.</summary>
/// <param name="Bits">Bit m for requests of method m, bit 16 + c for responses of class c, bit 30 for faults below SIP, bit 31 for what is no SIP.</param>
public readonly record struct Interest(uint Bits)
{
    private const int ResponseShift = 16;
    private const uint NotSipBit = 1u << 31;
    private const uint FaultsBit = 1u << FaultSlot;
    private const uint RequestBits = (1u << ResponseShift) - 1;

    /// <summary>Nothing.</summary>
    public static Interest None => default;

    /// <summary>Requests of every method, unknown ones too.</summary>
    public static Interest Requests => new(RequestBits);

    /// <summary>Responses of every class, impossible ones too.</summary>
    public static Interest Responses => new(0xFFu << ResponseShift);

    /// <summary>Every SIP message.</summary>
    public static Interest Messages => Requests | Responses;

    /// <summary>Payloads of SIP ports that the parser could not read as SIP.</summary>
    public static Interest NotSip => new(NotSipBit);

    /// <summary>Packets with something wrong below SIP (<see cref="Packets.DecodedPacket.Faults"/>). They are shown without a message, for what is wrong alone.</summary>
    public static Interest Faults => new(FaultsBit);

    /// <summary>Requests of these methods.</summary>
    public static Interest In(params ReadOnlySpan<SipMethod> methods)
    {
        var bits = 0u;
        foreach (var method in methods)
        {
            bits |= 1u << (int)method;
        }

        return new(bits);
    }

    /// <summary>Responses of one class: 1 for 1xx to 6 for 6xx.</summary>
    public static Interest InResponses(int statusClass) => new(1u << (ResponseShift + Math.Clamp(statusClass, 0, 7)));

    /// <summary>The packets of either.</summary>
    public static Interest operator |(Interest left, Interest right) => new(left.Bits | right.Bits);

    /// <summary>Whether this holds the packets of slot <paramref name="slot"/>.</summary>
    internal bool Holds(int slot) => slot == CutSlot ? (Bits & Responses.Bits) == Responses.Bits : (Bits & (1u << slot)) != 0;

    /// <summary>How many slots there are.</summary>
    internal const int Slots = 32;

    /// <summary>The slot of packets with faults below SIP.</summary>
    internal const int FaultSlot = 30;

    /// <summary>The slot of messages whose headers a snap length cut: those see it who want every response, and only those of the message stage.</summary>
    internal const int CutSlot = 29;

    /// <summary>The slot of a packet.</summary>
    internal static int SlotOf(in SipPacket packet) => packet.Status switch
    {
        not SipParseStatus.Ok => Slots - 1,
        _ when packet.Message.IsRequest => (int)packet.Message.Method,
        _ => ResponseShift + Math.Clamp(packet.Message.StatusCode / 100, 0, 7),
    };
}
