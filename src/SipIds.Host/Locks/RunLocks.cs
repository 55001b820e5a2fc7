namespace SipIds.Host.Locks;

/// <summary>What one run has for itself.</summary>
internal sealed class RunLocks : IDisposable
{
    private readonly List<IDisposable> _held = [];

    /// <summary>Takes the files that a run writes.</summary>
    /// <exception cref="IOException">Another run writes one of them; nothing is held then.</exception>
    public static RunLocks OfFiles(params IEnumerable<string?> paths) => Of(paths, FileLock.Take);

    /// <summary>Takes what a run uses of the network.</summary>
    /// <exception cref="IOException">Another run has some of it; nothing is held then.</exception>
    public static RunLocks OfNetwork(IEnumerable<NetworkUse> uses) => Of(uses, use => use.Take());

    public void Dispose() => _held.ForEach(held => held.Dispose());

    private static RunLocks Of<T>(IEnumerable<T> wanted, Func<T, IDisposable?> take)
    {
        var locks = new RunLocks();
        try
        {
            foreach (var held in wanted.Select(take).OfType<IDisposable>())
            {
                locks._held.Add(held);
            }

            return locks;
        }
        catch
        {
            locks.Dispose();
            throw;
        }
    }
}
