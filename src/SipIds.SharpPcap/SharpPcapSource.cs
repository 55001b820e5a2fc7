using SharpPcap;
using SharpPcap.LibPcap;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.SharpPcap;

/// <summary>The frames of a SharpPcap device: an interface over Npcap or libpcap, a driver of another kind, or a capture file.</summary>
/// <remarks>
/// An interface is read by a thread of its own, so that nothing here waits but <see cref="Wait"/>. A capture file is read
/// in place: <see cref="TryRead"/> is false at its end, and <see cref="Wait"/> then throws <see cref="EndOfStreamException"/>.
/// </remarks>
public sealed class SharpPcapSource : IRegisteredSource<SharpPcapSource>
{
    private readonly ICaptureDevice _device;
    private readonly IFrameReader _reader;
    private readonly DropCount _drops;
    private readonly bool _isOurs;
    private long _received;
    private bool _isDisposed;

    private SharpPcapSource(ICaptureDevice device, SharpPcapOptions options, bool isOurs)
    {
        var name = DeviceName.Of(device);
        var link = DeviceLink.Of(device, name);
        _device = device;
        _isOurs = isOurs;
        _drops = new(device);
        _reader = device is ILiveDevice ? new ThreadReader(device, name, link, options.Backlog, isOurs) : new DirectReader(device, name, link);
        Name = name;
    }

    /// <inheritdoc/>
    public static SourceInfo Info { get; } = new() { Name = "sharppcap", Summary = "An interface through Npcap on Windows, through libpcap elsewhere." };

    /// <summary>What a person calls the device: <c>eth0</c>, <c>Ethernet 2</c>, or the path of a capture file.</summary>
    public string Name { get; }

    /// <summary>What was handed over and lost so far. Drops are what the device knows of; a device that cannot say counts none.</summary>
    public SourceCounters Counters => new() { Received = Volatile.Read(ref _received), KernelDrops = _drops.Read() };

    /// <summary>Opens the device of a name and reads it. Every frame is taken: <see cref="CaptureOptions.Filter"/> is for the kernel of Linux.</summary>
    /// <exception cref="IOException">There is no such device, or it cannot be opened; the message is a sentence for a person.</exception>
    public static IReadOnlyList<SharpPcapSource> Open(SourceRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Workers != 1)
        {
            throw new ArgumentException("A device is read by one worker.", nameof(request));
        }

        return [Open(DeviceNamed.Find(request.Target), SharpPcapOptions.Of(request.Capture))];
    }

    /// <summary>Opens a device and reads it; disposing the source closes it.</summary>
    /// <param name="device">One of <see cref="CaptureDeviceList"/>, or a <see cref="CaptureFileReaderDevice"/>, not yet open.</param>
    /// <param name="options">How; the defaults if null.</param>
    /// <exception cref="IOException">It cannot be opened, the filter is wrong, or it carries nothing that the decoder reads; the message is a sentence for a person.</exception>
    public static SharpPcapSource Open(ICaptureDevice device, SharpPcapOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        options ??= new();
        if (options.Fault is { } fault)
        {
            throw new ArgumentException(fault, nameof(options));
        }

        if (device is PcapDevice { Opened: true })
        {
            throw new ArgumentException("The device is open already; use Attach.", nameof(device));
        }

        try
        {
            DeviceOpening.Open(device, options);
            return new(device, options, isOurs: true);
        }
        catch
        {
            device.Close();
            throw;
        }
    }

    /// <summary>Reads a device that the caller has opened, with the caller's filter; disposing the source leaves it open.</summary>
    /// <remarks>While the source lives, nobody else may read from the device. A read timeout without end keeps the reading thread until the next frame.</remarks>
    /// <param name="device">An open device on which no capture was started.</param>
    /// <exception cref="IOException">It carries nothing that the decoder reads.</exception>
    public static SharpPcapSource Attach(ICaptureDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device is PcapDevice { Opened: false })
        {
            throw new ArgumentException("The device is not open; use Open.", nameof(device));
        }

        if (device.Started)
        {
            throw new ArgumentException("A capture was started on the device; stop it first.", nameof(device));
        }

        if (device is LibPcapLiveDevice { NonBlockingMode: true })
        {
            throw new ArgumentException("The device does not wait for frames; set NonBlockingMode to false.", nameof(device));
        }

        return new(device, new(), isOurs: false);
    }

    /// <inheritdoc/>
    public bool TryRead(out CapturedFrame frame)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!_reader.TryRead(out frame))
        {
            return false;
        }

        frame.Number = _received + 1;
        Volatile.Write(ref _received, frame.Number);
        return true;
    }

    /// <inheritdoc/>
    public bool Wait(TimeSpan longest)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _reader.Wait(longest);
    }

    /// <summary>Ends reading; what is unread is lost. <see cref="Counters"/> stay.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _reader.Dispose();
        _drops.Finish();
        if (_isOurs)
        {
            _device.Close();
        }
    }
}
