namespace SipIds.Sip;

/// <summary>The names of the methods.</summary>
public static class SipMethods
{
    private static readonly string[] s_names =
    [
        "", "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "REGISTER", "PRACK", "SUBSCRIBE", "NOTIFY", "PUBLISH", "INFO", "REFER", "MESSAGE", "UPDATE",
    ];

    /// <summary>How many values <see cref="SipMethod"/> has.</summary>
    public static int Count => s_names.Length;

    /// <summary>The name on the wire; empty for <see cref="SipMethod.Extension"/>.</summary>
    public static string NameOf(SipMethod method) => s_names[(int)method];

    /// <summary>The method of this name. Methods are case-sensitive (RFC 3261 §7.1).</summary>
    public static SipMethod Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => name.SequenceEqual("ACK"u8) ? SipMethod.Ack : name.SequenceEqual("BYE"u8) ? SipMethod.Bye : SipMethod.Extension,
        4 => name.SequenceEqual("INFO"u8) ? SipMethod.Info : SipMethod.Extension,
        5 => name.SequenceEqual("REFER"u8) ? SipMethod.Refer : name.SequenceEqual("PRACK"u8) ? SipMethod.Prack : SipMethod.Extension,
        6 => name[0] switch
        {
            (byte)'I' => name.SequenceEqual("INVITE"u8) ? SipMethod.Invite : SipMethod.Extension,
            (byte)'C' => name.SequenceEqual("CANCEL"u8) ? SipMethod.Cancel : SipMethod.Extension,
            (byte)'N' => name.SequenceEqual("NOTIFY"u8) ? SipMethod.Notify : SipMethod.Extension,
            _ => name.SequenceEqual("UPDATE"u8) ? SipMethod.Update : SipMethod.Extension,
        },
        7 => name[0] switch
        {
            (byte)'O' => name.SequenceEqual("OPTIONS"u8) ? SipMethod.Options : SipMethod.Extension,
            (byte)'P' => name.SequenceEqual("PUBLISH"u8) ? SipMethod.Publish : SipMethod.Extension,
            _ => name.SequenceEqual("MESSAGE"u8) ? SipMethod.Message : SipMethod.Extension,
        },
        8 => name.SequenceEqual("REGISTER"u8) ? SipMethod.Register : SipMethod.Extension,
        9 => name.SequenceEqual("SUBSCRIBE"u8) ? SipMethod.Subscribe : SipMethod.Extension,
        _ => SipMethod.Extension,
    };
}
