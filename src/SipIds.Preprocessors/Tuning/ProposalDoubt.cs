namespace SipIds.Preprocessors.Tuning;

/// <summary>Why a proposal is to be taken with care, or the present limit is kept.</summary>
public enum ProposalDoubt
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>No whole week was seen: nights and weekends may differ.</summary>
    NoWholeWeek,

    /// <summary>Ordinary weeks do not show what the limit must bear, so that it is not lowered.</summary>
    Unseen,

    /// <summary>Too little time was seen for so rare an alarm; the present limit is kept.</summary>
    TooShort,

    /// <summary>Too few windows were seen; the present limit is kept.</summary>
    TooFew,
}
