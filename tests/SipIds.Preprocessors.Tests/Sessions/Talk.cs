using System.Globalization;
using SipIds.Options;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Sessions;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Sessions;

/// <summary>Alice calls Bob, message by message, past the preprocessor <c>sessions</c>.</summary>
internal sealed class Talk
{
    public const string Alice = "192.0.2.1:5060";
    public const string Bob = "192.0.2.2:5060";
    public const string Mallory = "198.51.100.66:5060";

    private int _branches;

    public Talk(SessionsOptions? options = null, PipelineOptions? settings = null, bool inline = false)
    {
        Services = new(settings ?? new PipelineOptions(), KeyHasher.CreateFixed());
        Tester = new(options, Services, inline);
    }

    public PreprocessorServices Services { get; }

    public PreprocessorTester<SessionsPreprocessor, SessionsOptions> Tester { get; }

    /// <summary>The events of the last packet, separated by spaces.</summary>
    public string Last => string.Join(' ', Tester.Last.Select(reported => reported.Name));

    /// <summary>The events of all packets, separated by spaces.</summary>
    public string All => string.Join(' ', Tester.Names);

    public static SipBuilder Invite { get; } = SipBuilder.Request("INVITE").Via(Alice, "z9hG4bK-i1");

    /// <summary>Messages of both passed before, both ways.</summary>
    public static Talk Known()
    {
        var (ofAlice, ofBob) = (SipBuilder.Request("OPTIONS").Via(Alice, "z9hG4bK-o1").CallId("o1"), SipBuilder.Request("OPTIONS").Via(Bob, "z9hG4bK-o2").CallId("o2"));
        return new Talk().Send(Alice, Bob, ofAlice).Reply(200, ofAlice).Send(Bob, Alice, ofBob).ReplyOfAlice(200, ofBob);
    }

    public static Talk Ringing() => new Talk().Send(Alice, Bob, Invite).Reply(180, Invite);

    public static Talk Answered() => Ringing().Reply(200, Invite);

    public static Talk Established(bool inline = false, PipelineOptions? settings = null) =>
        new Talk(settings: settings, inline: inline).Send(Alice, Bob, Invite).Reply(180, Invite).Reply(200, Invite).Ack();

    public static Talk Over() => Established().Request("BYE", 2, out var bye).Reply(200, bye);

    public Talk Send(string source, string target, SipBuilder message, int times = 1, TimeSpan every = default)
    {
        _ = Tester.From(source).To(target).See(message, times, every).After(TimeSpan.FromMilliseconds(10));
        return this;
    }

    /// <summary>Bob answers Alice.</summary>
    public Talk Reply(int status, SipBuilder request, string tag = "b1") => Send(Bob, Alice, Response(status, request, tag));

    /// <summary>Alice answers Bob.</summary>
    public Talk ReplyOfAlice(int status, SipBuilder request) => Send(Alice, Bob, SipBuilder.Response(status, request));

    public Talk Ack(int sequence = 1, string tag = "b1") => Request("ACK", sequence, out _, tag);

    /// <summary>Alice sends a request in the dialog.</summary>
    public Talk Request(string method, int sequence, out SipBuilder request, string tag = "b1")
    {
        request = OfAlice(method, sequence, tag);
        return Send(Alice, Bob, request);
    }

    public Talk Request(string method, int sequence, string tag = "b1") => Request(method, sequence, out _, tag);

    /// <summary>Bob sends a request in the dialog.</summary>
    public Talk RequestOfBob(string method, int sequence, out SipBuilder request, string tag = "b1")
    {
        request = OfBob(method, sequence, tag);
        return Send(Bob, Alice, request);
    }

    public Talk RequestOfBob(string method, int sequence, string tag = "b1") => RequestOfBob(method, sequence, out _, tag);

    public Talk Wait(TimeSpan time)
    {
        _ = Tester.After(time);
        return this;
    }

    public Talk Wait(int seconds) => Wait(TimeSpan.FromSeconds(seconds));

    public SipBuilder OfAlice(string method, int sequence, string tag = "b1") =>
        SipBuilder.Request(method).Via(Alice, Branch()).To("sip:bob@example.com", tag).CSeq(sequence);

    public SipBuilder OfBob(string method, int sequence, string tag = "b1") =>
        SipBuilder.Request(method).Via(Bob, Branch()).From("sip:bob@example.com", tag).To("sip:alice@example.com", "a1").CSeq(sequence);

    public static SipBuilder Response(int status, SipBuilder request, string tag = "b1") =>
        SipBuilder.Response(status, status == 100 ? request : request.ToTag(tag));

    private string Branch() => string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-t{++_branches}");
}
