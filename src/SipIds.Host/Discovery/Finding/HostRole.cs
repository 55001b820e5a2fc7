using SipIds.Host.Discovery.Survey;

namespace SipIds.Host.Discovery.Finding;

/// <summary>What a host is, as far as it is plain.</summary>
internal static class HostRole
{
    /// <summary>Whether a host takes registrations of its own users: a carrier at which one PBX is registered for many numbers is a trunk.</summary>
    public static bool IsOwnRegistrar(SeenHost host) =>
        host.IsRegistrar && (host.Clients.Count != 1 || host.Called.Count <= host.Registered.Count || host.CallsPlaced == 0);

    /// <summary>Whether it forwards as a proxy does.</summary>
    public static bool IsForwarder(SeenHost host) => host.SentOn > 0 && host.SentOn >= host.Requests;

    /// <summary>Whether it is a phone, or several behind one address, or a PBX that has an account.</summary>
    public static bool IsClient(SeenHost host) => host.Users.Count > 0 || host.CallsByPassword > 0 || host.Challenged > 0;
}
