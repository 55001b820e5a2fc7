namespace SipIds.Host.Pages;

/// <summary>A column of a table.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Rank">What is left out first where there is no room: the highest; 0 never.</param>
/// <param name="IsNumber">Whether it is set to the right.</param>
/// <param name="Least">To how many characters it may be cut before a column is left out; 0 for never.</param>
internal sealed record PageColumn(string Title, int Rank = 0, bool IsNumber = false, int Least = 0);
