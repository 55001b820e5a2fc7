using System.Globalization;
using BenchmarkDotNet.Running;
using SipIds.Benchmarks;
using SipIds.Benchmarks.Traffic;
using SipIds.Benchmarks.Weeks;

// "ring IFACE SECONDS" and "bridge IFACE:IFACE SECONDS" run a live source, through no pipeline with "bare" behind.
if (args is ["ring" or "bridge", var place, var seconds, .. var switches])
{
    Action<string, TimeSpan, IReadOnlySet<string>> run = args[0] == "ring" ? LiveRun.Watch : LiveRun.Bridge;
    run(place, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), switches.ToHashSet(StringComparer.Ordinal));
    return;
}

// "weeks COUNT [SEED]" judges generated weeks with planted attacks and prints the table of docs/tuning.md.
if (args is ["weeks", var weeks, .. var seeds])
{
    WeeksOfAttacks.Run(int.Parse(weeks, CultureInfo.InvariantCulture), seeds is [var only] ? int.Parse(only, CultureInfo.InvariantCulture) : 1);
    return;
}

// "protos JAR" counts the cases of PROTOS c07-sip that raise nothing.
if (args is ["protos", var jar])
{
    ProtosRun.Run(jar);
    return;
}

// "slowest SECONDS [SEED]" searches for the message that costs the most.
if (args is ["slowest", var time, .. var from])
{
    SlowestMessage.Run(TimeSpan.FromSeconds(double.Parse(time, CultureInfo.InvariantCulture)), from is [var first] ? int.Parse(first, CultureInfo.InvariantCulture) : 1);
    return;
}

// "calls|flood|live|ordinary PATH COUNT [SEED]" writes a capture (PATH - is standard output); anything else goes to BenchmarkDotNet.
Action<string, long, int>? write = args.FirstOrDefault() switch
{
    "calls" => TrafficCapture.Write,
    "flood" => FloodCapture.Write,
    "live" => LiveCallsCapture.Write,
    "ordinary" => WeeksCapture.Write,
    _ => null,
};
if (write is not null && args is [_, var path, var count, .. var rest])
{
    write(path, long.Parse(count, CultureInfo.InvariantCulture), rest is [var seed] ? int.Parse(seed, CultureInfo.InvariantCulture) : 1);
    return;
}

// "queue NUMBER SECONDS" reads a queue of NFQUEUE, through no pipeline with "bare" behind.
if (args is ["queue", var queue, var duration, .. var kind])
{
    SipIds.Benchmarks.QueueRun.Run(ushort.Parse(queue, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(duration, CultureInfo.InvariantCulture)), kind is ["bare"]);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(TrafficCapture).Assembly).Run(args);
