using SipIds.Host.Discovery.Survey;

namespace SipIds.Host.Discovery.Finding;

/// <summary>A host that may be named in a setting.</summary>
internal sealed record Candidate(SeenHost Host, string Setting, Confidence Confidence, string Evidence);
