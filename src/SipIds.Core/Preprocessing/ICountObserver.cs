namespace SipIds.Preprocessing;

/// <summary>Sees every count that a limit bounds: for measuring limits in real traffic. A preprocessor that implements it sees those of all preprocessors.</summary>
public interface ICountObserver
{
    /// <summary>Whether it wants to see anything. Asked when the pipeline is made, and at each reload.</summary>
    bool IsObserving => true;

    /// <summary>Called for each count while its packet is inspected. Must not allocate, block, or keep a span.</summary>
    void OnCount(in SubjectCount count, Inspection inspection);
}
