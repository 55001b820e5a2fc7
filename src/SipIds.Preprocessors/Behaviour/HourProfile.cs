using System.Runtime.CompilerServices;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>A number for each hour of the week, in 336 bytes. Hours are those of UTC.</summary>
[InlineArray(Hours)]
internal struct HourProfile
{
    public const int Hours = 168;

    private Half _first;

    /// <summary>The largest of all.</summary>
    public readonly float Largest
    {
        get
        {
            var largest = 0f;
            foreach (var value in this)
            {
                largest = Math.Max(largest, (float)value);
            }

            return largest;
        }
    }

    /// <summary>The number of an hour, smoothed with its neighbours: people are not on time, and clocks change twice a year.</summary>
    public readonly float Smoothed(uint hour) =>
        ((float)this[IndexOf(hour + Hours - 1)] + (2 * (float)this[IndexOf(hour)]) + (float)this[IndexOf(hour + 1)]) / 4;

    /// <summary>Moves the number of an hour towards another by so much.</summary>
    public void Move(uint hour, float towards, float weight)
    {
        ref var value = ref this[IndexOf(hour)];
        value = (Half)((float)value + (weight * (towards - (float)value)));
    }

    private static int IndexOf(uint hour) => (int)(hour % Hours);
}
