namespace SipIds.Outputs;

/// <summary>Says that the target of an <see cref="IBatchOutput"/> will never take a batch, however often it is tried: its alerts are lost and counted.</summary>
public sealed class BatchRefusedException : Exception
{
    /// <summary>A refusal that gives no reason.</summary>
    public BatchRefusedException()
        : this("the batch was refused")
    {
    }

    /// <summary>A refusal.</summary>
    /// <param name="reason">Why, in a part of a sentence that follows the output's name and a colon: <c>the server answered 400 Bad Request</c>.</param>
    public BatchRefusedException(string reason)
        : base(reason)
    {
    }

    /// <summary>A refusal with its cause.</summary>
    /// <param name="reason">Why, in a part of a sentence that follows the output's name and a colon.</param>
    /// <param name="cause">What it was seen by.</param>
    public BatchRefusedException(string reason, Exception cause)
        : base(reason, cause)
    {
    }
}
