using SipIds.State;

namespace SipIds.Preprocessors.Tuning;

/// <summary>One of the subjects with the largest counts.</summary>
/// <param name="Name">What a person calls it. Text from packets.</param>
/// <param name="Max">Its largest count.</param>
/// <param name="Windows">Its windows by their largest counts, from when it became one of the loudest.</param>
public sealed record LoudSubject(string Name, long Max, CountHistogram Windows);
