namespace SipIds.Events;

/// <summary>Generator ids, as Snort numbers them.</summary>
public static class Gid
{
    /// <summary>The user's own rules.</summary>
    public const int Rules = 1;

    /// <summary>Every built-in event: the number that Snort gives to SIP.</summary>
    public const int Sip = 140;

    /// <summary>The first number that a third party's preprocessor may use.</summary>
    public const int FirstPlugin = 1000;
}
