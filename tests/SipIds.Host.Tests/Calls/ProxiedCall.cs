using SipIds.Testing;

namespace SipIds.Host.Tests.Calls;

/// <summary>A call from 192.0.2.1 to 192.0.2.2 through the proxy 192.0.2.10, which stays out of the dialog.</summary>
internal static class ProxiedCall
{
    private const string Caller = "192.0.2.1:5060";
    private const string Proxy = "192.0.2.10:5060";
    private const string Callee = "192.0.2.2:5060";

    public static void Save(string path)
    {
        var invite = SipBuilder.Request("INVITE").CallId("proxied").Contact($"<sip:{Caller}>").Sdp("192.0.2.1", 40000);
        var relayed = invite.PushVia(Proxy, "z9hG4bK-p1");
        var answer = SipBuilder.Response(200, relayed).Contact($"<sip:{Callee}>").Sdp("192.0.2.2", 50000);
        var bye = SipBuilder.Request("BYE").CallId("proxied").CSeq(2).To("sip:bob@example.com", "b1").Via(Caller, "z9hG4bK-3");
        var capture = new CaptureBuilder();
        var at = TimeSpan.Zero;
        Send(Caller, Proxy, invite);
        Send(Proxy, Callee, relayed);
        Send(Callee, Proxy, SipBuilder.Response(180, relayed));
        Send(Proxy, Caller, SipBuilder.Response(180, invite));
        Send(Callee, Proxy, answer);
        Send(Proxy, Caller, SipBuilder.Response(200, invite).Contact($"<sip:{Callee}>").Sdp("192.0.2.2", 50000));
        Send(Caller, Callee, SipBuilder.Request("ACK").CallId("proxied").To("sip:bob@example.com", "b1").Via(Caller, "z9hG4bK-2"));
        Send(Caller, Callee, bye);
        Send(Callee, Caller, SipBuilder.Response(200, bye));
        capture.Save(path);

        void Send(string source, string target, SipBuilder message)
        {
            _ = capture.Add(FrameBuilder.Udp(source, target).Payload(message).At(at));
            at += TimeSpan.FromMilliseconds(10);
        }
    }
}
