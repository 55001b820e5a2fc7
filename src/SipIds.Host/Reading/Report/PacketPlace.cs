using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>A packet of one of the captures that a run reads: each counts from 1.</summary>
/// <param name="Number">Its number.</param>
/// <param name="File">Its capture.</param>
/// <param name="IsOneOfMany">Whether there are others.</param>
internal readonly record struct PacketPlace(long Number, string File, bool IsOneOfMany)
{
    /// <summary>The number, and of which capture where there are several.</summary>
    public string Text => IsOneOfMany ? $"{Figures.Number(Number)} of {Printable.Of(Path.GetFileName(File))}" : Figures.Number(Number);
}
