namespace SipIds.Preprocessing;

/// <summary>What foreign code is to the pipeline.</summary>
public enum PluginPart : byte
{
    /// <summary>It inspects packets.</summary>
    Preprocessor,

    /// <summary>It writes alerts or drops.</summary>
    Output,

    /// <summary>It is shown messages, reports or counts.</summary>
    Observer,
}
