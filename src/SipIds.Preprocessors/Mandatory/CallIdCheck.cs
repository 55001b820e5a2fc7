using System.Buffers;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Is the Call-ID <c>localid</c> or <c>localid@host</c>, and of a sane size.</summary>
internal sealed class CallIdCheck
{
    // word of RFC 3261 §25.1, and the '@' that back-to-back agents put in twice.
    private static readonly SearchValues<byte> s_word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~()<>:\\\"/[]?{}@"u8);

    // A word without quotes, brackets and escapes, which nearly every Call-ID is: nothing can be injected by it.
    private static readonly SearchValues<byte> s_plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!*_+~():/[]?{}@"u8);

    private readonly int _localMax;
    private readonly int _hostMax;
    private readonly bool _needsHost;
    private readonly int _plainMax;

    public CallIdCheck(MandatoryOptions options)
    {
        _localMax = options.CallIdLocalMax;
        _hostMax = options.CallIdHostMax;
        _needsHost = options.CallIdHost is CallIdHost.Required;
        _plainMax = _needsHost ? 0 : Math.Min(_localMax, _hostMax);
    }

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2002, "mandatory-call-id", Severity.Low, EventAction.Alert,
        "A Call-ID whose localid or host is empty, longer than `call_id_local_max` or `call_id_host_max`, or no word of RFC 3261 §25.1; "
        + "one without @host where `call_id_host` is required. A Call-ID without any value is mandatory-missing.")
    {
        Title = "Odd Call-ID",
        Drop = DropReach.Nothing,
        Settings = ["mandatory.call_id_host", "mandatory.call_id_local_max", "mandatory.call_id_host_max"],
        FalseAlarm = "A system that wraps others' Call-IDs into its own, and makes long ones.",
    };

    public void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var callId = fields.CallId;
        if (!IsPlain(callId))
        {
            Judge(callId, inspection);
        }
    }

    /// <summary>Whether there is nothing to judge.</summary>
    /// <remarks>Where nothing begins or ends with an '@' and all of it is short enough for either part, it does not matter where the '@' is.</remarks>
    public bool IsPlain(ReadOnlySpan<byte> callId) =>
        (uint)(callId.Length - 1) < (uint)_plainMax && callId[0] != '@' && callId[^1] != '@' && !callId.ContainsAnyExcept(s_plain);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(ReadOnlySpan<byte> callId, Inspection inspection)
    {
        var at = callId.IndexOf((byte)'@');
        var local = at < 0 ? callId.Length : at;
        var host = at < 0 ? 0 : callId.Length - at - 1;
        var isFine = local > 0 && local <= _localMax && host <= _hostMax && (at < 0 ? !_needsHost : host > 0) && !callId.ContainsAnyExcept(s_word);
        if (!isFine && !callId.IsEmpty)
        {
            Report(callId, local, host, at >= 0, inspection);
        }
    }

    private void Report(ReadOnlySpan<byte> callId, int local, int host, bool hasHost, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(
            local == 0 ? "empty localid: "u8
            : hasHost && host == 0 ? "empty host: "u8
            : local > _localMax ? "localid too long: "u8
            : host > _hostMax ? "host too long: "u8
            : !hasHost && _needsHost ? "no host: "u8
            : "no word: "u8);
        detail.Add(callId);
        inspection.Report(Event, detail.Text);
    }
}
