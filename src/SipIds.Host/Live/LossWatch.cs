using SipIds.Pipeline.Snapshots;

namespace SipIds.Host.Live;

/// <summary>Says when a source begins to lose packets or to let them pass uninspected, and when that is over, with how many.</summary>
internal sealed class LossWatch(TimeProvider time, Action<string> say)
{
    // An episode is over when nothing was lost for so long.
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Source, string What), Episode> _episodes = [];

    public void Look(SourceStatistics source)
    {
        Look(source.Name, "the kernel drops packets unseen", "the kernel dropped {0} packets unseen", source.Counters.KernelDrops);
        Look(source.Name, "packets pass uninspected", "{0} packets passed uninspected", source.Counters.Bypassed);
        Look(source.Name, "frames cannot be sent on", "{0} frames could not be sent on", source.Counters.SendErrors, source.Counters.SendFault);
    }

    /// <summary>Ends the episodes that still go on.</summary>
    public void Finish()
    {
        foreach (var (key, episode) in _episodes.Where(pair => pair.Value.IsOn))
        {
            Tell(key.Source, episode);
        }
    }

    private void Look(string source, string begin, string end, long count, string? reason = null)
    {
        if (!_episodes.TryGetValue((source, begin), out var episode))
        {
            _episodes[(source, begin)] = episode = new(end);
        }

        if (count > episode.Count)
        {
            if (!episode.IsOn)
            {
                say($"{source}: {begin}{(reason is null ? "" : $": {reason}")}.");
                (episode.IsOn, episode.Before) = (true, episode.Count);
            }

            (episode.Count, episode.At) = (count, time.GetTimestamp());
        }
        else if (episode.IsOn && time.GetElapsedTime(episode.At) >= s_quiet)
        {
            Tell(source, episode);
            episode.IsOn = false;
        }
    }

    private void Tell(string source, Episode episode) =>
        say($"{source}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, episode.End, episode.Count - episode.Before)}.");

    private sealed class Episode(string end)
    {
        public string End { get; } = end;

        public bool IsOn { get; set; }

        public long Before { get; set; }

        public long Count { get; set; }

        public long At { get; set; }
    }
}
