namespace SipIds.Sip.Parsing;

/// <summary>What a head says about the length of its body.</summary>
internal enum BodyLength : byte
{
    Missing,
    Known,

    /// <summary>Not a number.</summary>
    Invalid,

    /// <summary>A number above 2,147,483,647.</summary>
    Huge,
}
