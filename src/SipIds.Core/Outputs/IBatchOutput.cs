namespace SipIds.Outputs;

/// <summary>An output that takes alerts in batches, because each way to its target is long: a web hook, a database.</summary>
/// <remarks>
/// <para>It never holds up a packet: live, alerts wait in a bounded queue, from which a thread of its own takes them. It is called for one batch at a time.</para>
/// <para>A fault of the world (<see cref="IOException"/>, <see cref="HttpRequestException"/>, a socket's, a database's, or no end within <see cref="Patience"/>) is no defect:
/// the batch is tried again, after longer and longer pauses. A <see cref="BatchRefusedException"/> says that this batch will never be taken: it is lost and counted.
/// Any other exception is a defect of the output, which is switched off after a few.</para>
/// </remarks>
public interface IBatchOutput : IDisposable
{
    /// <summary>What a person calls it in messages: <c>web hook https://soc.example.com/alerts</c>.</summary>
    string Name { get; }

    /// <summary>The most alerts of a batch.</summary>
    int MaxBatch => 100;

    /// <summary>How long one attempt may take before it is cancelled.</summary>
    TimeSpan Patience => TimeSpan.FromSeconds(10);

    /// <summary>Writes a batch in the order in which its alerts were raised, all of it or nothing.</summary>
    /// <param name="batch">At least one alert; its list is not used again.</param>
    /// <param name="cancellation">Asks it to end when it takes longer than <see cref="Patience"/>, and when the program ends.</param>
    Task WriteAsync(IReadOnlyList<AlertRecord> batch, CancellationToken cancellation);
}

/// <summary>What the type of a batch output says of itself, so that a registry can list, configure and create it.</summary>
/// <typeparam name="TSelf">The output.</typeparam>
/// <typeparam name="TOptions">Its settings.</typeparam>
public interface IBatchOutput<TSelf, TOptions> : IBatchOutput
    where TSelf : class, IBatchOutput<TSelf, TOptions>
    where TOptions : OutputOptions, new()
{
    /// <summary>Name and summary.</summary>
    static abstract OutputInfo Info { get; }

    /// <summary>A new output with these settings; null where they name nothing to write to. It need not reach its target yet.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    static abstract TSelf? Create(TOptions options, OutputServices services);
}
