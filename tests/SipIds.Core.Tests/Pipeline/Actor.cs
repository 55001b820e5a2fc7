using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>A preprocessor that does what its options say. Its type argument is what it says of itself.</summary>
internal sealed class Actor<TRole>(ActorOptions options) : IPreprocessor<Actor<TRole>, ActorOptions>
    where TRole : IRole
{
    public static PreprocessorInfo Info => TRole.Info;

    public static Actor<TRole> Create(ActorOptions options, PreprocessorServices services)
    {
        options.OnCreate();
        return new(options);
    }

    public void Inspect(in SipPacket packet, Inspection inspection) => options.OnInspect(inspection);

    public void Observe(in SipPacket packet, Inspection inspection) => options.OnObserve();

    public void OnTick(Inspection inspection) => options.OnTick();

    public void Summarize(PreprocessorSummary summary) => options.OnSummarize(summary);
}

internal sealed record ActorOptions : PreprocessorOptions
{
    public Action OnCreate { get; init; } = static () => { };

    public Action<Inspection> OnInspect { get; init; } = static _ => { };

    public Action OnObserve { get; init; } = static () => { };

    public Action OnTick { get; init; } = static () => { };

    public Action<PreprocessorSummary> OnSummarize { get; init; } = static _ => { };
}

internal interface IRole
{
    static abstract PreprocessorInfo Info { get; }
}

internal static class Role
{
    public static readonly EventDescriptor FirstEvent = new(Gid.FirstPlugin, 1, "first-event", Severity.High, EventAction.Drop, "The first.");

    public static PreprocessorInfo Info(string name, PreprocessorStage stage = PreprocessorStage.Message, string[]? before = null, string[]? after = null, params EventDescriptor[] events) => new()
    {
        Name = name,
        Summary = "Does what it is told.",
        Stage = stage,
        Interest = Interest.In(SipMethod.Invite),
        Events = events,
        Before = before ?? [],
        After = after ?? [],
    };
}

internal sealed class First : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("first", events: Role.FirstEvent);
}

internal sealed class Second : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("second");
}

internal sealed class BeforeFirst : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("before_first", before: ["first", "nobody"]);
}

internal sealed class AfterSecond : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("after_second", after: ["second"]);
}

internal sealed class BeforeFirstAfterSecond : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("between", before: ["first"], after: ["second"]);
}

internal sealed class OfCallsBeforeFirst : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("of_calls", PreprocessorStage.Call, before: ["first"]);
}

internal sealed class OfCalls : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("of_calls", PreprocessorStage.Call);
}

internal sealed class TwinByName : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("first");
}

internal sealed class TwinByEventId : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("twin", events: Role.FirstEvent with { Name = "other-event" });
}

internal sealed class TwinByEventName : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("twin", events: Role.FirstEvent with { Sid = 2 });
}

internal sealed class Misnamed : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("Mis-named");
}

internal sealed class WithMisnamedEvent : IRole
{
    public static PreprocessorInfo Info { get; } = Role.Info("named", events: Role.FirstEvent with { Sid = 3, Name = "Mis_named" });
}
