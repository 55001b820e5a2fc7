namespace SipIds.Calls.Registrations;

/// <summary>What a REGISTER means for the bindings that others made.</summary>
public enum Takeover
{
    /// <summary>It touches none of them, or proves that it may.</summary>
    None,

    /// <summary>It touches one that was made with a password, and shows none yet: it asks for a challenge, unless the registrar is careless.</summary>
    Asked,

    /// <summary>The same, to remove one.</summary>
    RemovalAsked,

    /// <summary>It touches one, and says that it is its device that has moved: by its Call-ID and instance where there are no passwords, or by credentials without a count.</summary>
    Moved,

    /// <summary>It touches one, and proves nothing.</summary>
    Certain,
}
