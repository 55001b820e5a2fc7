using SipIds.Preprocessing;
using SipIds.Preprocessors.Behaviour;
using SipIds.Preprocessors.DecoderFaults;
using SipIds.Preprocessors.Identity;
using SipIds.Preprocessors.Mandatory;
using SipIds.Preprocessors.Origin;
using SipIds.Preprocessors.Sender;
using SipIds.Preprocessors.Sessions;
using SipIds.Preprocessors.Syntax;
using SipIds.Preprocessors.Thresholds;
using SipIds.Preprocessors.Toll;

namespace SipIds.Preprocessors;

/// <summary>The preprocessors that come with the product.</summary>
public static class BuiltIn
{
    /// <summary>Adds them all, in the order in which they run within their stage.</summary>
    /// <exception cref="InvalidOperationException">One of their names is taken.</exception>
    public static PreprocessorRegistry Register(PreprocessorRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry
            .Add<DecoderFaultsPreprocessor, DecoderFaultsOptions>()
            .Add<SyntaxPreprocessor, SyntaxOptions>()
            .Add<MandatoryPreprocessor, MandatoryOptions>()
            .Add<SenderPreprocessor, SenderOptions>()
            .Add<SessionsPreprocessor, SessionsOptions>()
            .Add<ThresholdsPreprocessor, ThresholdsOptions>()
            .Add<OriginPreprocessor, OriginOptions>()
            .Add<IdentityPreprocessor, IdentityOptions>()
            .Add<TollPreprocessor, TollOptions>()
            .Add<BehaviourPreprocessor, BehaviourOptions>();
    }
}
