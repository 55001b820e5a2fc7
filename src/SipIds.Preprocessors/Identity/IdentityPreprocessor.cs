using System.Runtime.CompilerServices;
using System.Text;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Identity;

/// <summary>Judges where requests tell proxies to fetch certificates: Identity-Info of RFC 4474 and Identity's <c>info</c> of RFC 8224. And whether what the latter claims can hold. Events 7001 to 7005.</summary>
public sealed class IdentityPreprocessor : IPreprocessor<IdentityPreprocessor, IdentityOptions>
{
    // RFC 8224 §4 allows several; more than these are not looked at, and few clients fetch so many.
    private const int MaxValues = 16;

    // As much as the longest header line holds, unless `limits` allows longer ones.
    private const int MaxToken = 8192;

    private readonly ReflectionCheck _reflection;
    private readonly TokenCheck _token;
    private readonly byte[] _decoded = new byte[MaxToken];
    private readonly byte[][] _trusted;

    private IdentityPreprocessor(IdentityOptions options, PreprocessorServices services)
    {
        _reflection = new(options.IdentityUrls, services);
        _token = new(options.Freshness);
        _trusted = [.. options.TrustedHosts.Select(Encoding.UTF8.GetBytes)];
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "identity",
        Summary = "Judges the certificate URLs in Identity and Identity-Info, by which proxies are made reflectors, and what Identity claims.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Requests,
        Events = [ReflectionCheck.Event, DomainCheck.Event, UrlSafetyCheck.Event, CompletenessCheck.Event, TokenCheck.Event],
    };

    /// <inheritdoc/>
    public static IdentityPreprocessor Create(IdentityOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        const ulong either = (1UL << (int)SipHeaderId.Identity) | (1UL << (int)SipHeaderId.IdentityInfo);
        if ((packet.Message.PresentIds & either) != 0)
        {
            InspectIdentity(packet, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void InspectIdentity(in SipPacket packet, Inspection inspection)
    {
        var message = packet.Message;
        var left = MaxValues;
        foreach (var line in message.All(SipHeaderId.IdentityInfo))
        {
            if (left-- == 0)
            {
                return;
            }

            CompletenessCheck.InspectInfo(message, inspection);
            InspectInfo(packet, line.Value, inspection);
        }

        foreach (var line in message.All(SipHeaderId.Identity))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (left-- == 0)
                {
                    return;
                }

                InspectValue(packet, value, inspection);
            }
        }
    }

    private void InspectInfo(in SipPacket packet, ReadOnlySpan<byte> value, Inspection inspection)
    {
        var url = CertificateUrl.Parse(IdentityValue.UrlOf(value));
        var isTrusted = IsTrusted(url.Host);
        if (!isTrusted)
        {
            DomainCheck.Inspect(url, packet.Message.From.Uri, inspection);
        }

        Inspect(url, isTrusted, packet, inspection);
    }

    private void InspectValue(in SipPacket packet, ReadOnlySpan<byte> value, Inspection inspection)
    {
        if (IdentityValue.TryGetInfo(value, out var info))
        {
            var url = CertificateUrl.Parse(info);
            Inspect(url, IsTrusted(url.Host), packet, inspection);
        }
        else
        {
            CompletenessCheck.InspectWithoutInfo(packet.Message, value, inspection);
        }

        var token = IdentityValue.TokenOf(value);
        if (token.Contains((byte)'.'))
        {
            InspectToken(packet, token, value, info, inspection);
        }
    }

    private void InspectToken(in SipPacket packet, ReadOnlySpan<byte> token, ReadOnlySpan<byte> value, ReadOnlySpan<byte> info, Inspection inspection)
    {
        var passport = Passport.Read(token, _decoded);
        _token.Inspect(packet, passport, value, info, inspection);

        // Some fetch what x5u names, and not what info does.
        if (!passport.X5u.IsEmpty && !passport.X5u.SequenceEqual(info))
        {
            var url = CertificateUrl.Parse(passport.X5u);
            Inspect(url, IsTrusted(url.Host), packet, inspection);
        }
    }

    private void Inspect(CertificateUrl url, bool isTrusted, in SipPacket packet, Inspection inspection)
    {
        UrlSafetyCheck.Inspect(url, isTrusted, inspection);
        if (!isTrusted)
        {
            _reflection.Inspect(url, packet, inspection);
        }
    }

    private bool IsTrusted(ReadOnlySpan<byte> host)
    {
        foreach (var trusted in _trusted)
        {
            if (Domain.IsIn(host, trusted))
            {
                return true;
            }
        }

        return false;
    }
}
