using SipIds.Packets;

namespace SipIds.Host.Discovery.Survey;

/// <summary>What one address did, as far as it was answered.</summary>
internal sealed class SeenHost(NetAddress address, Timestamp first)
{
    private const int MostPorts = 16;
    private const int MostDomains = 4;
    private const int MostEvents = 4;

    public NetAddress Address { get; } = address;

    public Timestamp First { get; } = first;

    /// <summary>Messages that it sent.</summary>
    public long Sent { get; set; }

    /// <summary>New requests of its own: none that it sent on for others.</summary>
    public long Requests { get; set; }

    /// <summary>Of those, with Vias of others in them, though nobody saw how they came to it.</summary>
    public long Carried { get; set; }

    /// <summary>Requests that it was sent inside dialogs.</summary>
    public long AskedInDialogs { get; set; }

    /// <summary>New requests that it was sent outside dialogs.</summary>
    public long AskedOutside { get; set; }

    /// <summary>Requests that it sent on with a Via more.</summary>
    public long SentOn { get; set; }

    /// <summary>Of those, with a Record-Route that names its address.</summary>
    public long Recorded { get; set; }

    /// <summary>Of those, that had come to another address of its.</summary>
    public long TakenElsewhere { get; set; }

    /// <summary>Calls whose answer it handed back to where their INVITE had come from.</summary>
    public long RelayedCalls { get; set; }

    /// <summary>In whose names it sent requests on.</summary>
    public DistinctSet RelayedUsers { get; } = new();

    /// <summary>From whom it got what it sent on.</summary>
    public DistinctSet Before { get; } = new();

    /// <summary>To whom it sent it on.</summary>
    public DistinctSet Behind { get; } = new();

    /// <summary>Calls of its own that were answered and acknowledged, without a password.</summary>
    public long CallsPlaced { get; set; }

    /// <summary>Calls of its own that were answered, with a password.</summary>
    public long CallsByPassword { get; set; }

    /// <summary>INVITEs of its own that were asked for a password.</summary>
    public long Challenged { get; set; }

    /// <summary>Who calls, of <see cref="CallsPlaced"/>.</summary>
    public DistinctSet Callers { get; } = new();

    /// <summary>Who is called, of <see cref="CallsPlaced"/>.</summary>
    public DistinctSet Called { get; } = new();

    /// <summary>Calls that it answered.</summary>
    public long CallsTaken { get; set; }

    /// <summary>Who is called, of <see cref="CallsTaken"/>.</summary>
    public DistinctSet TakenFor { get; } = new();

    /// <summary>Users that it registered with success.</summary>
    public DistinctSet Users { get; } = new();

    /// <summary>Private addresses by which what is behind it calls itself in Via.</summary>
    public DistinctSet Insiders { get; } = new();

    /// <summary>Registrations that it accepted.</summary>
    public long Accepted { get; set; }

    /// <summary>Registrations for which it asked for a password.</summary>
    public long Asked { get; set; }

    /// <summary>Whose registrations it accepted.</summary>
    public DistinctSet Registered { get; } = new();

    /// <summary>From which addresses.</summary>
    public DistinctSet Clients { get; } = new();

    /// <summary>The hosts of the Request-URIs of those.</summary>
    public HashSet<string> Domains { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>OPTIONS that it sent outside dialogs.</summary>
    public long Options { get; set; }

    /// <summary>Of those, that were accepted (2xx).</summary>
    public long OptionsAccepted { get; set; }

    /// <summary>OPTIONS that it was sent.</summary>
    public long OptionsTaken { get; set; }

    public PingRhythm Pings { get; } = new();

    /// <summary>Requests with an asserted identity that it wrote itself.</summary>
    public long Asserted { get; set; }

    /// <summary>By which interfaces its messages came in.</summary>
    public Dictionary<int, long> Doors { get; } = [];

    /// <summary>By which interface those of its messages came first that were seen at two.</summary>
    public Dictionary<int, long> Crossed { get; } = [];

    /// <summary>Its ports beyond those of the settings.</summary>
    public Dictionary<int, ServedPort> Ports { get; } = [];

    /// <summary>Alerts of severity 1, or of an attack tool, that accuse it, by event.</summary>
    public SortedDictionary<string, long> Accusations { get; } = new(StringComparer.Ordinal);

    /// <summary>Alerts of severity 2.</summary>
    public SortedDictionary<string, long> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>How dear it is: servers are dearer than what was answered once, and that is dearer than what anybody can send.</summary>
    public int Rank => RelayedCalls > 1 || Clients.Count > 1 || Callers.Count > 1 ? 2 : Accepted + CallsPlaced + CallsTaken + CallsByPassword + OptionsAccepted + Users.Count > 0 ? 1 : 0;

    /// <summary>Whether it takes registrations.</summary>
    public bool IsRegistrar => Accepted + Asked > 0;

    /// <summary>One of its ports; null where there are too many.</summary>
    public ServedPort? PortOf(int port)
    {
        if (!Ports.TryGetValue(port, out var served) && Ports.Count < MostPorts)
        {
            Ports[port] = served = new();
        }

        return served;
    }

    public void AddDomain(string domain)
    {
        if (Domains.Count < MostDomains)
        {
            _ = Domains.Add(domain);
        }
    }

    /// <summary>Takes note of an alert that accuses it.</summary>
    public void Accuse(string name, bool isGrave)
    {
        var accusations = isGrave ? Accusations : Faults;
        if (accusations.Count < MostEvents || accusations.ContainsKey(name))
        {
            accusations[name] = accusations.GetValueOrDefault(name) + 1;
        }
    }
}
