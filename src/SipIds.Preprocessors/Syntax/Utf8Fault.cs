namespace SipIds.Preprocessors.Syntax;

/// <summary>What is wrong with a text that should be UTF-8.</summary>
internal enum Utf8Fault : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A stray, cut or overlong sequence.</summary>
    Broken,

    /// <summary>An overlong sequence that lax decoders take for an ASCII sign that separates something.</summary>
    HiddenSeparator,
}
