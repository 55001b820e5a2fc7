using System.Globalization;
using System.Text;

namespace SipIds.LiveTests.Lab;

/// <summary>A scenario of SIPp, a step after the other. What is sent as a request is sent again until it is answered.</summary>
internal sealed class SippScenario
{
    /// <summary>The To tag of a request in the dialog that the last response made.</summary>
    public const string InDialog = "[peer_tag_param]";

    private readonly StringBuilder _steps = new();
    private int _sequence;

    /// <summary>Sends a request.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="user">The user whom it asks for; SIPp's keywords are filled in.</param>
    /// <param name="from">The user in From.</param>
    /// <param name="host">The host that it asks for.</param>
    /// <param name="more">Further header lines, each with its line end.</param>
    /// <param name="tag">The parameter of To with the tag, if it has one.</param>
    /// <param name="branch">Its branch.</param>
    public SippScenario Request(string method, string user, string from, string host = "[remote_ip]", string more = "", string tag = "", string branch = "[branch]")
    {
        _sequence += method is "ACK" or "CANCEL" && _sequence > 0 ? 0 : 1;
        var name = user.Length == 0 ? "" : user + "@";
        _ = _steps.Append(CultureInfo.InvariantCulture, $"""
              <send{(method == "ACK" ? "" : " retrans=\"500\"")}><![CDATA[
            {method} sip:{name}{host}:[remote_port] SIP/2.0
            Via: SIP/2.0/UDP [local_ip]:[local_port];branch={branch}
            Max-Forwards: 70
            From: <sip:{from}@[local_ip]>;tag=[pid]a[call_number]
            To: <sip:{(method == "REGISTER" ? from : user)}@{host}>{tag}
            Call-ID: [call_id]
            CSeq: {_sequence} {method}
            Contact: <sip:{from}@[local_ip]:[local_port]>
            {more}Content-Length: 0

            ]]></send>

            """);
        return this;
    }

    /// <summary>Answers the last request.</summary>
    public SippScenario Answer(string status, string sequence = "[last_CSeq:]", bool untilAcknowledged = false)
    {
        _ = _steps.Append(CultureInfo.InvariantCulture, $"""
              <send{(untilAcknowledged ? " retrans=\"500\"" : "")}><![CDATA[
            SIP/2.0 {status}
            [last_Via:]
            [last_From:]
            [last_To:];tag=[pid]b[call_number]
            [last_Call-ID:]
            {sequence}
            Contact: <sip:callee@[local_ip]:[local_port]>
            Content-Length: 0

            ]]></send>

            """);
        return this;
    }

    public SippScenario Await(int status)
    {
        _ = _steps.Append(CultureInfo.InvariantCulture, $"  <recv response=\"{status}\" rtd=\"true\"/>\n");
        return this;
    }

    public SippScenario Await(string method)
    {
        _ = _steps.Append(CultureInfo.InvariantCulture, $"  <recv request=\"{method}\"/>\n");
        return this;
    }

    public SippScenario Pause(int milliseconds)
    {
        _ = _steps.Append(CultureInfo.InvariantCulture, $"  <pause milliseconds=\"{milliseconds}\"/>\n");
        return this;
    }

    public void Save(string path) => File.WriteAllText(path, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<scenario name=\"lab\">\n{_steps}</scenario>\n");
}
