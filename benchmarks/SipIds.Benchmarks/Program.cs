using System.Globalization;
using BenchmarkDotNet.Running;
using SipIds.Benchmarks.Traffic;

// generate PATH PACKETS [SEED] writes a capture of ordinary calls; anything else goes to BenchmarkDotNet.
if (args is ["generate", var path, var packets, .. var rest])
{
    TrafficCapture.Write(path, long.Parse(packets, CultureInfo.InvariantCulture), rest is [var seed] ? int.Parse(seed, CultureInfo.InvariantCulture) : 1);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(TrafficCapture).Assembly).Run(args);
