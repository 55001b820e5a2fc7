namespace SipIds.Testing.Traffic.Town;

/// <summary>A door of the sensor. What goes from one party to another behind the same door does not come by the sensor.</summary>
internal enum Door
{
    /// <summary>None is known.</summary>
    None,

    /// <summary>Where phones and carriers are.</summary>
    Outside,

    /// <summary>Where the servers are.</summary>
    Inside,

    /// <summary>Where nobody honest is, where the sensor has a third door.</summary>
    Elsewhere,
}
