using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>What every simulated server does: asks for passwords, keeps bindings, answers what is no call.</summary>
internal abstract class SimulatedRegistrar(SimulatedNetwork network, string name, int seed, NetEndpoint address, ServerHabits habits)
    : SimulatedNode(network, name, seed, address, Door.Inside)
{
    private const double NonceLifetime = 3600;

    private readonly Dictionary<string, string> _secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, NetEndpoint>> _bindings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _nonces = new(StringComparer.Ordinal);
    private int _pings;

    /// <summary>Carriers that call without a password.</summary>
    public HashSet<NetAddress> Trunks { get; } = [];

    /// <summary>Whom a number rings that is nobody's alone.</summary>
    public Dictionary<string, string[]> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>Where calls to outside numbers go.</summary>
    public NetEndpoint Carrier { get; set; }

    public void AddUser(string user, string secret) => _secrets[user] = secret;

    /// <summary>Asks a registered phone whether it is there.</summary>
    public void Qualify(string user)
    {
        if (BindingsOf(user) is [var at, ..])
        {
            var purpose = string.Create(CultureInfo.InvariantCulture, $"ping {++_pings}");
            var uri = $"sip:{user}@{at}";
            Ask(new() { Method = "OPTIONS", Uri = uri, Vias = [NewVia(purpose)], From = $"sip:pbx@{Address.Address}", FromTag = Token(purpose), To = uri, CallId = Token("id" + purpose) }, at);
        }
    }

    protected string TagFor(WireMessage request) =>
        habits.IsPredictable ? string.Create(CultureInfo.InvariantCulture, $"as6d{(long)Clock.Now:x8}") : Token("tag" + request.CallId + request.Via.Branch);

    protected NetEndpoint[] TargetsOf(string uri)
    {
        var user = UserOf(uri);
        return Groups.TryGetValue(user, out var members) ? [.. members.SelectMany(BindingsOf)]
            : BindingsOf(user) is { Length: > 0 } bindings ? bindings
            : user.StartsWith('+') && Carrier != default ? [Carrier]
            : [];
    }

    // Nobody may call abroad.
    protected int StatusOfUnreached(string uri) => UserOf(uri) is var user && _secrets.ContainsKey(user) ? 480 : user.StartsWith("900", StringComparison.Ordinal) ? 403 : 404;

    /// <summary>Whether a request may go on; if not, it is challenged.</summary>
    protected bool IsAllowed(WireMessage request, NetEndpoint source)
    {
        var user = UserOf(request.From);
        if (!request.From.EndsWith("@example.com", StringComparison.Ordinal) || !habits.AsksForPassword || Trunks.Contains(source.Address))
        {
            return true;
        }

        if (request.Credentials is { } credentials && _secrets.TryGetValue(user, out var secret) && credentials.Fits(secret) && string.Equals(credentials.User, user, StringComparison.Ordinal))
        {
            if (_nonces.TryGetValue(credentials.Nonce, out var given) && Clock.Now - given < NonceLifetime)
            {
                return true;
            }

            Challenge(request, isStale: true);
            return false;
        }

        Challenge(request, isStale: false);
        return false;
    }

    /// <summary>Answers what is no call.</summary>
    protected void AnswerOther(WireMessage request, NetEndpoint source)
    {
        if (request.Method is "REGISTER")
        {
            Register(request, source);
        }
        else if (request.ToTag.Length > 0)
        {
            Answer(request.Answer(481, TagFor(request)));
        }
        else if (TargetsOf(request.Uri).Length == 0 && UserOf(request.Uri).Length > 0)
        {
            Answer(request.Answer(StatusOfUnreached(request.Uri), TagFor(request)));
        }
        else if (request.Method is "OPTIONS" || IsAllowed(request, source))
        {
            Answer(request.Answer(request.Method is "MESSAGE" ? 202 : 200, TagFor(request)) with { Expires = request.Method is "SUBSCRIBE" ? 3600 : -1 });
        }
    }

    protected static string UserOf(string uri) => uri.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? uri["sip:".Length..at] : "";

    private void Register(WireMessage request, NetEndpoint source)
    {
        var user = UserOf(request.To);
        if (!_secrets.ContainsKey(user) && !habits.AsksForPassword)
        {
            Answer(request.Answer(404, TagFor(request)));
            return;
        }

        if (!IsAllowed(request, source))
        {
            return;
        }

        Bind(user, request, source);
        Answer(request.Answer(200, TagFor(request)) with { Contact = request.Contact, Expires = request.Expires });
    }

    // A device that says which it is has one binding, wherever it is (RFC 5626 §6).
    private void Bind(string user, WireMessage request, NetEndpoint source)
    {
        if (!_bindings.TryGetValue(user, out var bindings))
        {
            _bindings[user] = bindings = new(StringComparer.Ordinal);
        }

        var device = request.Contact.IndexOf(";+sip.instance", StringComparison.Ordinal) is >= 0 and var instance ? request.Contact[instance..] : request.Contact;
        if (string.Equals(request.Contact, "*", StringComparison.Ordinal))
        {
            bindings.Clear();
        }
        else if (request.Expires == 0)
        {
            _ = bindings.Remove(device);
        }
        else
        {
            bindings[device] = source;
        }
    }

    private NetEndpoint[] BindingsOf(string user) => _bindings.TryGetValue(user, out var bindings) ? [.. bindings.Values] : [];

    private void Challenge(WireMessage request, bool isStale)
    {
        var nonce = habits.IsPredictable
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)Clock.Now:x8}a5b2c3d4")
            : SimulatedToken.Long(Seed, Name, "nonce" + request.CallId + request.Via.Branch);
        _nonces[nonce] = Clock.Now;
        var header = request.Method is "REGISTER" ? "WWW-Authenticate" : "Proxy-Authenticate";
        var field = $"{header}: Digest realm=\"example.com\", nonce=\"{nonce}\", algorithm=MD5{(habits.OffersQop ? ", qop=\"auth\"" : "")}{(isStale ? ", stale=true" : "")}\r\n";
        Answer(request.Answer(request.Method is "REGISTER" ? 401 : 407, TagFor(request)) with { Nonce = nonce, Fields = field });
    }
}
