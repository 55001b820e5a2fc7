using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using PacketDotNet;
using SharpPcap;
using SharpPcap.LibPcap;

namespace SipIds.SharpPcap.Tests;

/// <summary>An interface that does what a test tells it, step by step; between the steps it lets its read timeout pass.</summary>
internal sealed class ScriptedDevice : ILiveDevice
{
    private readonly BlockingCollection<Func<(GetPacketStatus Status, byte[] Bytes)>> _steps = [];
    private uint _number;

    public event PacketArrivalEventHandler? OnPacketArrival
    {
        add => throw new NotSupportedException();
        remove => throw new NotSupportedException();
    }

    public event CaptureStoppedEventHandler? OnCaptureStopped
    {
        add => throw new NotSupportedException();
        remove => throw new NotSupportedException();
    }

    public string Name { get; init; } = "scripted0";

    public string Description { get; init; } = "an interface of the tests";

    public string? LastError => "the cable\nwas cut.";

    public string? Filter { get; set; }

    public PhysicalAddress? MacAddress => null;

    public LinkLayers LinkType => LinkLayers.Ethernet;

    public bool Started { get; init; }

    public TimeSpan StopCaptureTimeout { get; set; }

    public ICaptureStatistics? Statistics { get; set; }

    public TimestampResolution TimestampResolution => TimestampResolution.Nanosecond;

    /// <summary>What it was opened with; null before.</summary>
    public DeviceConfiguration? Opened { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>What happens when it is opened.</summary>
    public Action OnOpen { get; init; } = () => { };

    /// <summary>How many frames were fetched.</summary>
    public long Fetched => Volatile.Read(ref _number);

    /// <summary>The next step: a frame of so many bytes, each of them its own number from 1.</summary>
    public void Frame(int length = 60) => _steps.Add(() => (GetPacketStatus.PacketRead, Filled(length)));

    /// <summary>The next step: something else than a frame.</summary>
    public void Say(GetPacketStatus status) => _steps.Add(() => (status, []));

    /// <summary>The next step: an exception.</summary>
    public void Throw(Exception fault) => _steps.Add(() => throw fault);

    public GetPacketStatus GetNextPacket(out PacketCapture e)
    {
        e = default;
        if (!_steps.TryTake(out var step, millisecondsTimeout: 20))
        {
            return GetPacketStatus.ReadTimeout;
        }

        var (status, bytes) = step();
        e = new(this, new PcapHeader(1_700_000_000, 0, (uint)bytes.Length, (uint)bytes.Length), bytes);
        return status;
    }

    public void Open(DeviceConfiguration configuration)
    {
        OnOpen();
        Opened = configuration;
    }

    public void Close() => IsClosed = true;

    public void Dispose() => _steps.Dispose();

    public void StartCapture() => throw new NotSupportedException();

    public void StopCapture() => throw new NotSupportedException();

    public void Capture() => throw new NotSupportedException();

    public void SendPacket(ReadOnlySpan<byte> p, ICaptureHeader? header = null) => throw new NotSupportedException();

    private byte[] Filled(int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)Interlocked.Increment(ref _number));
        return bytes;
    }
}
