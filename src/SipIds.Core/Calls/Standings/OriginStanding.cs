namespace SipIds.Calls.Standings;

/// <summary>How a request counts against a limit.</summary>
public enum OriginStanding
{
    /// <summary>Its origin has proved nothing: it shares what the limit leaves to strangers.</summary>
    Stranger,

    /// <summary>Its origin is an address that belongs here, and anybody could have forged this request in a name that was never proved there: it shares the limit with its like.</summary>
    Known,

    /// <summary>Its origin has standing, and this request is certainly its own: it has a share of its own.</summary>
    Own,

    /// <summary>Its origin has standing, and anybody could have forged this request: it is held against nobody.</summary>
    Spared,
}
