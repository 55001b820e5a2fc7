using System.Net;
using Embedding;
using SipIds.Configuration;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Text;
using SipIds.Pipeline;
using SipIds.Preprocessors;

if (args is not [var listen, var server, var settings] || !IPEndPoint.TryParse(listen, out var from) || !IPEndPoint.TryParse(server, out var to))
{
    Console.Error.WriteLine("usage: Embedding LISTEN SERVER SIPCNF, such as: Embedding 0.0.0.0:5060 192.0.2.10:5060 sipcnf.yaml");
    return 2;
}

using var alerts = new TextOutput(BufferedEventStream.Open("-", flushEachAlert: true), colours: false);
SipIdsPipeline pipeline;
try
{
    pipeline = SipIdsPipeline.FromFile(settings)
        .With(BuiltIn.Register)
        .WriteTo(alerts)
        .Inline()
        .Build();
}
catch (ConfigurationException faults)
{
    Console.Error.WriteLine(faults.Message);
    return 2;
}

using var relay = new UdpRelay(pipeline, from, to);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
await relay.RunAsync(stop.Token);
return 0;
