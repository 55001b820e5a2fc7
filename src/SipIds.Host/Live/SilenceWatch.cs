namespace SipIds.Host.Live;

/// <summary>Says once when no packet comes any more, and when they come again: a queue that no rule feeds and a mirror port that was switched off look like a quiet night.</summary>
internal sealed class SilenceWatch(TimeProvider time, string question, Action<string> say)
{
    private static readonly TimeSpan s_atStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_later = TimeSpan.FromMinutes(10);

    private long _since = time.GetTimestamp();
    private long _received;
    private bool _isTold;

    /// <summary>Looks at how many packets came in all.</summary>
    public void Look(long received)
    {
        if (received != _received)
        {
            if (_isTold)
            {
                say("packets come again.");
            }

            (_received, _since, _isTold) = (received, time.GetTimestamp(), false);
        }
        else if (!_isTold && time.GetElapsedTime(_since) >= (received == 0 ? s_atStart : s_later))
        {
            _isTold = true;
            say(received == 0 ? $"no packet has come since the start; {question}" : $"no packet has come for {s_later.TotalMinutes:0} minutes; {question}");
        }
    }
}
