namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>What kind of text is searched for code, by what is ordinary in it.</summary>
internal enum InjectedKind : byte
{
    /// <summary>A user part or user name: a word.</summary>
    User,

    /// <summary>A display name or another text for people: words, blanks and signs.</summary>
    Name,

    /// <summary>A product with its versions and comments.</summary>
    Product,
}
