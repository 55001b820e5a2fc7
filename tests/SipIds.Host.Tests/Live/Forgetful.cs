using SipIds.Configuration;
using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Host.Tests.Live;

/// <summary>A preprocessor of the call stage that keeps nothing over a reload, does not like 13, and fails on every packet with 99.</summary>
internal sealed class Forgetful(int number) : IPreprocessor<Forgetful, ForgetfulOptions>
{
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "forgetful",
        Summary = "Forgets.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Messages,
        Events = [],
    };

    public static Forgetful Create(ForgetfulOptions options, PreprocessorServices services) =>
        options.Number == 13 ? throw new InvalidOperationException("13 is unlucky") : new(options.Number);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        if (number == 99)
        {
            throw new InvalidOperationException("99 is too much");
        }
    }
}

internal sealed record ForgetfulOptions : PreprocessorOptions
{
    [Setting("A number.")]
    public int Number { get; init; } = 1;
}
